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

/**
 * Whether a request is for the installation in this workspace. An event's outer `team_id` is where it happened, which in a shared
 * channel may be somebody else's workspace: for whom it was sent stands in `authorizations`.
 * https://docs.slack.dev/apis/events-api/#authorizations
 */
export function isFor(teamId: string, { kind, body }: Pick<Job, 'kind' | 'body'>): boolean {
  const authorizations: unknown[] = Array.isArray(body.authorizations) ? body.authorizations : [];
  if (kind !== 'event' || authorizations.length === 0) return personOf({ kind, body }).team === teamId;
  return authorizations.some(
    (each) => isRecord(each) && each.team_id === teamId && each.is_enterprise_install !== true,
  );
}

/** Whether the app was installed for a whole organisation: a command says so in a form, everything else in JSON. */
export function isOrgInstall({ body }: Pick<Job, 'body'>): boolean {
  const isOrg = (each: unknown) =>
    isRecord(each) && (each.is_enterprise_install === true || each.is_enterprise_install === 'true');
  const authorizations: unknown[] = Array.isArray(body.authorizations) ? body.authorizations : [];
  // Several where several installations see an event: another's, beside this workspace's own, is none of ours.
  return isOrg(body) || (authorizations.length > 0 && authorizations.every(isOrg));
}

/** Most events have `user: 'U…'`; `team_join` and its like have the whole user. */
function userOf(event: unknown): string {
  if (!isRecord(event)) return '';
  return textOf(event.user) || idOf(event.user);
}

function idOf(value: unknown): string {
  return isRecord(value) ? textOf(value.id) : '';
}
