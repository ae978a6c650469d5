import { fireSchedule } from './fire-schedule.ts';
import type { Schedule } from './schedule.ts';
import type { SchedulerWorld } from './scheduler-world.ts';

/** The longest that one timer of Node can take is about 24 days. */
const longestMs = 2 ** 31 - 1;

/** Has a schedule fire at its time. */
export function setTimer(world: SchedulerWorld, schedule: Schedule): void {
  const ms = schedule.at - world.clock.now();
  const cancel = world.clock.after(Math.min(Math.max(ms, 0), longestMs), () => {
    if (ms > longestMs) setTimer(world, schedule);
    else fireSchedule(world, schedule, 0);
  });
  world.timers.set(schedule.request.Name, cancel);
}
