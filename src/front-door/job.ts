import { createHash } from 'node:crypto';
import { isRecord, parseJsonObject, textOf } from './http.ts';

/**
 * A verified Slack request on its way from the front door to the worker: the body of a message in the commands queue is `JSON.stringify(job)`.
 * Deliberately without headers or signature: everything here has been verified.
 */
export interface Job {
  readonly kind: 'command' | 'action' | 'event' | 'view';
  /** The queue's deduplication id: the same for Slack's retries of one event, 64 hex digits. */
  readonly id: string;
  /** When the front door received the request, epoch milliseconds. */
  readonly receivedAt: number;
  /** What Bolt's `ReceiverEvent.body` expects: the parsed form of a slash command, else the payload's JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Slack's `x-slack-retry-num`, 1 to 3; events only. */
  readonly retryNum?: number;
  /** Slack's `x-slack-retry-reason`, e.g. `http_timeout`. */
  readonly retryReason?: string;
}

/** Who sent a request: Slack's own ids, empty if the body names none. */
interface Person {
  readonly team: string;
  readonly user: string;
}

/** Slash commands name people in flat fields, interactions in objects; events name them inside the event. */
export function personOf({ kind, body }: Pick<Job, 'kind' | 'body'>): Person {
  if (kind === 'command') return { team: textOf(body.team_id), user: textOf(body.user_id) };
  if (kind === 'event') return { team: textOf(body.team_id), user: userOf(body.event) };
  return { team: idOf(body.team), user: idOf(body.user) };
}

/**
 * Whether a request is for the installation in this workspace. An event's outer `team_id` is where it happened, which in a shared channel may be
 * another workspace: the workspace it was sent for is in `authorizations`. https://docs.slack.dev/apis/events-api/#authorizations
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
  // There are several when several installations see an event: another installation's entry, beside this workspace's own, does not concern us.
  return isOrg(body) || (authorizations.length > 0 && authorizations.every(isOrg));
}

/** Most events have `user: 'U…'`; `team_join` and similar ones have the whole user. */
function userOf(event: unknown): string {
  if (!isRecord(event)) return '';
  return textOf(event.user) || idOf(event.user);
}

function idOf(value: unknown): string {
  return isRecord(value) ? textOf(value.id) : '';
}

/**
 * The FIFO groups of the commands queue: messages in one group run one at a time, in the order sent. Every sender to that queue takes its group from
 * here, so that two workers never handle the same person's messages at once.
 */
export const jobGroups = {
  /** One person's commands, buttons, messages and hands-on checks; they hold up nobody else. */
  person: ({ team, user }: Person): string => named([team, user]),
  /** A timer's job: nobody's commands hold it up. */
  timer: (changeId: string): string => named(['return', changeId], '-'),
};

/**
 * A directory sync sends events for thousands of people at once. They need no order, because they only clear cached readings; so they are spread over
 * two groups, which take two workers at most, however many there are.
 */
const directoryGroups = 2;

/** The group of a message that the front door queues. */
export function jobGroup({ kind, body }: Pick<Job, 'kind' | 'body'>, person: Person): string {
  const subject = kind === 'event' ? directorySubject(body.event) : undefined;
  if (subject === undefined) return jobGroups.person(person);
  const spread = createHash('sha256').update(subject).digest().readUInt8(0) % directoryGroups;
  return named([person.team, 'directory', String(spread)]);
}

/** Who a directory change is about; undefined for any other event, which goes to its person's group. */
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

/**
 * The deduplication id of a request: the same for every delivery of one event (`event_id`), one command or button (`trigger_id`), else one action
 * (`action_ts` and its block), else for this very request, whose signature is unique. Hashed, because SQS takes at most 128 characters and not all of
 * them.
 */
export function jobId({ kind, body }: Pick<Job, 'kind' | 'body'>, signature: string): string {
  const own = textOf(body.event_id) || textOf(body.trigger_id) || actionOf(body) || signature;
  return createHash('sha256').update(`${kind}\n${own}`).digest('hex');
}

function actionOf(body: Job['body']): string {
  const [action]: unknown[] = Array.isArray(body.actions) ? body.actions : [];
  if (!isRecord(action) || !textOf(action.action_ts)) return '';
  const user = isRecord(body.user) ? textOf(body.user.id) : '';
  return [action.action_ts, action.block_id, action.action_id, user].join('\n');
}

/** What kind of request Slack sent. */
type SlackBody =
  | { readonly kind: 'ssl_check' | 'app_rate_limited' | 'options' }
  | { readonly kind: 'url_verification'; readonly challenge: string }
  | { readonly kind: Job['kind']; readonly body: Readonly<Record<string, unknown>> };

const PAYLOAD_KINDS: Readonly<Record<string, Job['kind']>> = {
  block_actions: 'action',
  message_action: 'action',
  shortcut: 'action',
  view_submission: 'view',
  view_closed: 'view',
};

/**
 * Reads a slash command (a form), an interaction (a form whose `payload` is JSON) or an Events API body (JSON). The content type is ignored: it may
 * carry a charset or be missing, and none of Slack's forms starts with a brace.
 * @returns undefined for anything else
 */
export function parseBody(rawBody: Buffer): SlackBody | undefined {
  const text = rawBody.toString('utf8');
  if (text.trimStart().startsWith('{')) return ofEvent(parseJsonObject(text));
  const form = Object.fromEntries(new URLSearchParams(text));
  if (form.payload) return ofPayload(parseJsonObject(form.payload));
  if (form.command) return { kind: 'command', body: form };
  // Checked last: a command that happens to carry an ssl_check field is a command.
  return form.ssl_check ? { kind: 'ssl_check' } : undefined;
}

function ofEvent(body: Record<string, unknown> | undefined): SlackBody | undefined {
  if (body?.type === 'event_callback' && isRecord(body.event)) return { kind: 'event', body };
  if (body?.type === 'app_rate_limited') return { kind: 'app_rate_limited' };
  if (body?.type === 'url_verification' && typeof body.challenge === 'string') {
    return { kind: 'url_verification', challenge: body.challenge };
  }
  return undefined;
}

function ofPayload(body: Record<string, unknown> | undefined): SlackBody | undefined {
  if (body?.type === 'block_suggestion') return { kind: 'options' };
  if (typeof body?.type !== 'string' || !Object.hasOwn(PAYLOAD_KINDS, body.type)) return undefined;
  const kind = PAYLOAD_KINDS[body.type];
  return kind && { kind, body };
}
