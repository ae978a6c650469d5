import type { RestService } from '../aws/protocols.ts';
import { byModel } from '../aws/request-model.ts';
import { actions } from './actions.ts';
import { schedulerModel } from './request-model.ts';
import type { SchedulerWorld } from './schedules.ts';

export interface LocalScheduler {
  readonly service: RestService;
  /** Cancels all timers. */
  close(): void;
}

/**
 * EventBridge Scheduler for one-time schedules that send to SQS, all in the group `default`. It sends in the second that the schedule names (AWS:
 * within the following minute). Whether the role may be passed, or may send, is not checked.
 */
export function createScheduler(options: Omit<SchedulerWorld, 'schedules' | 'timers'>): LocalScheduler {
  const world: SchedulerWorld = { ...options, schedules: new Map(), timers: new Map() };
  const group = { groupName: 'GroupName' };
  return {
    service: {
      name: 'scheduler',
      routes: [
        { method: 'POST', path: '/schedules/{Name}', action: 'CreateSchedule' },
        { method: 'GET', path: '/schedules/{Name}', action: 'GetSchedule', query: group },
        { method: 'DELETE', path: '/schedules/{Name}', action: 'DeleteSchedule', query: group },
        {
          method: 'GET',
          path: '/schedules',
          action: 'ListSchedules',
          query: {
            ScheduleGroup: 'GroupName',
            NamePrefix: 'NamePrefix',
            State: 'State',
            MaxResults: 'MaxResults',
            NextToken: 'NextToken',
          },
        },
      ],
      actions: byModel(schedulerModel, actions, () => world),
    },
    close() {
      for (const cancel of world.timers.values()) cancel();
      world.timers.clear();
      world.schedules.clear();
    },
  };
}
