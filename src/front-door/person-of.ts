import { isRecord } from './is-record.ts';
import type { Job } from './job.ts';
import { textOf } from './text-of.ts';

/** Who sent a request: Slack's own ids, empty where the body names none. */
export interface Person {
  readonly team: string;
  readonly user: string;
}

/** Slash commands and events name people flat, interactions in objects; an event's person lies in the event. */
export function personOf({ kind, body }: Pick<Job, 'kind' | 'body'>): Person {
  if (kind === 'command') return { team: textOf(body.team_id), user: textOf(body.user_id) };
  if (kind === 'event') return { team: textOf(body.team_id), user: userOf(body.event) };
  return { team: idOf(body.team), user: idOf(body.user) };
}

/** Most events have `user: 'U…'`; `team_join` and its like have the whole user. */
function userOf(event: unknown): string {
  if (!isRecord(event)) return '';
  return textOf(event.user) || idOf(event.user);
}

function idOf(value: unknown): string {
  return isRecord(value) ? textOf(value.id) : '';
}
