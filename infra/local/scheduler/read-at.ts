import { refusals } from './refusals.ts';
import { zoneTime } from './zone-time.ts';

/** The moment of `at(2026-11-23T11:01:05)` in a time zone, epoch milliseconds. Refuses what it is not. */
export function readAt(expression: string, timeZone: string): number {
  if (/^(?:rate|cron)\(/.test(expression)) {
    throw refusals.invalid(`The local EventBridge Scheduler knows at(…) only, and no ${expression}.`);
  }
  const text = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1] ?? '';
  const asUtc = Date.parse(`${text}Z`);
  // Date.parse takes the 31st of every month; the real service does not.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 19) !== text) {
    throw refusals.invalid(`Invalid Schedule Expression ${expression}.`);
  }
  try {
    return zoneTime(asUtc, timeZone);
  } catch {
    throw refusals.invalid(`Invalid ScheduleExpressionTimezone ${timeZone}.`);
  }
}
