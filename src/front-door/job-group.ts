import type { Job } from './job.ts';
import type { Person } from './person-of.ts';

/**
 * The FIFO group of a job: one person's commands run in the order typed, and hold up nobody else. A workspace's events
 * are one group, run one at a time: a flood of them holds up no command. Slack's ids are letters and digits; SQS allows
 * 128 characters.
 */
export function jobGroup(kind: Job['kind'], { team, user }: Person): string {
  return [team, kind === 'event' ? 'events' : user]
    .filter(Boolean)
    .join('.')
    .replaceAll(/[^A-Za-z0-9.]/g, '_')
    .slice(0, 128);
}
