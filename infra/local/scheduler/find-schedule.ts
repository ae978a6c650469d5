import { z } from 'zod';
import { parseInput } from '../aws/parse-input.ts';
import { refusals } from './refusals.ts';
import type { Schedule } from './schedule.ts';
import { name } from './schedule-request.ts';
import type { SchedulerWorld } from './scheduler-world.ts';

const request = z.object({ Name: name, GroupName: name.default('default') });

/** The schedule that a request names. Refuses one that is not there, and every group but `default`. */
export function findSchedule(world: SchedulerWorld, input: Record<string, unknown>): Schedule {
  const { Name, GroupName } = parseInput(request, input, 'ValidationException');
  const schedule = GroupName === 'default' ? world.schedules.get(Name) : undefined;
  if (schedule === undefined) throw refusals.noSchedule(Name);
  return schedule;
}
