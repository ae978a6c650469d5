import type { Person } from './person-of.ts';

/**
 * The FIFO group of a job: one person's commands run in the order typed, and hold up nobody else. Slack's ids are
 * letters and digits; SQS allows 128 characters.
 */
export function jobGroup({ team, user }: Person): string {
  return [team, user]
    .filter(Boolean)
    .join('.')
    .replaceAll(/[^A-Za-z0-9.]/g, '_')
    .slice(0, 128);
}
