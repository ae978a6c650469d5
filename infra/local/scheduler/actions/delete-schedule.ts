import type { DeleteScheduleInput } from '@aws-sdk/client-scheduler';
import { findSchedule } from '../find-schedule.ts';
import type { SchedulerWorld } from '../scheduler-world.ts';

/** `aws scheduler delete-schedule --name …` */
export function deleteSchedule(world: SchedulerWorld, input: DeleteScheduleInput) {
  const { Name } = findSchedule(world, input).request;
  world.schedules.delete(Name);
  world.timers.get(Name)?.();
  world.timers.delete(Name);
  return {};
}
