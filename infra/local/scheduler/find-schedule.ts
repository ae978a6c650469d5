import type { GetScheduleInput } from '@aws-sdk/client-scheduler';
import { refusals } from './refusals.ts';
import type { Schedule } from './schedule.ts';
import type { SchedulerWorld } from './scheduler-world.ts';

/** The schedule that a request names. Refuses one that is not there, and every group but `default`. */
export function findSchedule(world: SchedulerWorld, input: GetScheduleInput): Schedule {
  const { Name = '', GroupName = 'default' } = input;
  const schedule = GroupName === 'default' ? world.schedules.get(Name) : undefined;
  if (schedule === undefined) throw refusals.noSchedule(Name);
  return schedule;
}
