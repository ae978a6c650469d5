import { createHash } from 'node:crypto';
import { isRecord } from './is-record.ts';
import type { Job } from './job.ts';
import type { Person } from './person-of.ts';
import { textOf } from './text-of.ts';

/**
 * The FIFO groups of the commands queue: what stands in one group runs one at a time, in the order sent. Whoever sends to that queue
 * takes its group from here, so that two workers never have the same person's messages in hand.
 */
export const jobGroups = {
  /** One person's commands, presses, messages and looks at their lesson; they hold up nobody else. */
  person: ({ team, user }: Person): string => named([team, user]),
  /** A timer's job: nobody's commands hold it up. */
  timer: (changeId: string): string => named(['return', changeId], '-'),
};

/**
 * A directory sync tells of thousands of people at once. These events need no order, for they only make readings be forgotten; so they
 * are spread over two groups, which take two workers at most, whatever their number.
 */
const directoryGroups = 2;

/** The group of what the front door queues. */
export function jobGroup({ kind, body }: Pick<Job, 'kind' | 'body'>, person: Person): string {
  const subject = kind === 'event' ? directorySubject(body.event) : undefined;
  if (subject === undefined) return jobGroups.person(person);
  const spread = createHash('sha256').update(subject).digest().readUInt8(0) % directoryGroups;
  return named([person.team, 'directory', String(spread)]);
}

/** Whom a change of the directory is about; undefined for any other event, which is its person's. */
function directorySubject(event: unknown): string | undefined {
  if (!isRecord(event)) return '';
  switch (event.type) {
    case 'user_change':
    case 'subteam_updated':
    case 'subteam_members_changed': {
      const { user, subteam } = event;
      const about = isRecord(user) ? user.id : isRecord(subteam) ? subteam.id : event.subteam_id;
      return textOf(about);
    }
    default:
      return textOf(event.user) === '' ? '' : undefined;
  }
}

/** Slack's ids are letters and digits; SQS allows 128 characters. */
function named(parts: readonly string[], between = '.'): string {
  const name = parts.filter(Boolean).join(between);
  return name.replaceAll(/[^A-Za-z0-9.-]/g, '_').slice(0, 128);
}
