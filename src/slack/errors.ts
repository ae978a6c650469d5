import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { SlackRefusal } from '../changes/card.ts';
import { removedWords } from '../task-events/queue.ts';

/** What a failed Slack call means for the caller. Only `wait` and `broken` are worth retrying; the others last until someone fixes the cause. */
export type SlackFailure =
  | SlackRefusal
  /** Slack asks us to wait; `seconds` is absent if it did not say how long. */
  | { readonly kind: 'wait'; readonly code: string; readonly seconds?: number }
  /** Slack can't be reached or failed itself. `answerLost`: the request may have been carried out. */
  | { readonly kind: 'broken'; readonly code: string; readonly answerLost: boolean };

/**
 * Slack's error codes, from the error lists of the methods the bot calls (https://docs.slack.dev/reference/methods/…): auth.test, chat.getPermalink,
 * chat.postEphemeral, chat.postMessage, chat.update, conversations.open, usergroups.users.list, users.info. A code not listed here is `forbidden`: a
 * new code of Slack's must not be mistaken for an outage.
 */
const kinds: Readonly<Record<string, Exclude<SlackFailure['kind'], 'forbidden'>>> = {
  ...of('gone', [...removedWords, 'is_inactive', 'thread_not_found']),
  ...of('scope', ['missing_scope']),
  ...of('token', ['not_authed', 'invalid_auth', 'account_inactive', 'token_revoked', 'token_expired']),
  ...of('token', ['not_allowed_token_type']),
  ...of('wait', ['ratelimited', 'rate_limited', 'message_limit_exceeded']),
  ...of('broken', [
    'fatal_error',
    'internal_error',
    'service_unavailable',
    'request_timeout',
    'update_failed',
  ]),
  // "Intermittently unavailable until the transition is complete", and not at all "until migration is complete".
  ...of('broken', ['team_added_to_org', 'org_login_required', 'external_channel_migrating']),
  // Only we write to the message: it ends by itself within minutes.
  ...of('broken', ['streaming_state_conflict']),
};

function of<Kind extends SlackFailure['kind']>(kind: Kind, words: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(words.map((word) => [word, kind]));
}

/** Slack's codes for a block, or a length, that it rejects. */
const refusedContent: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'msg_blocks_too_long',
  'msg_too_long',
]);

/**
 * Slack's codes for a thread that takes no reply while the channel still takes messages: the message is gone or can't have a thread, an administrator
 * locked the thread, or the channel has no threads.
 */
const refusedThread: ReadonlySet<string> = new Set([
  'cannot_reply_to_message',
  'thread_not_found',
  'thread_locked',
  'message_not_found',
  'invalid_thread_ts',
  'restricted_action_thread_locked',
  'restricted_action_non_threadable_channel',
]);

/** The `error` of an answer with `ok: false` (`not_in_channel`), or undefined for any other error. */
export function slackErrorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** Whether Slack rejected the message's content: the same content goes through in a plainer form. */
export function isContentRefused(error: unknown): boolean {
  return refusedContent.has(slackFailure(error)?.code ?? '');
}

/** Whether Slack rejected only the thread: the channel may still take the message. */
export function isThreadRefused(error: unknown): boolean {
  return refusedThread.has(slackFailure(error)?.code ?? '');
}

/** What a failed call means; undefined if the error is not Slack's. Bolt may have wrapped it once. */
export function slackFailure(error: unknown): SlackFailure | undefined {
  if (error instanceof SlackFailed) return error.failure;
  if (error instanceof WebAPIPlatformError) return ofAnswer(error);
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'wait', code: 'ratelimited', ...pause(error.retryAfter) };
  }
  if (error instanceof WebAPIHTTPError) return ofStatus(error);
  if (error instanceof WebAPIRequestError) {
    if (error.original instanceof SlackFailed) return error.original.failure;
    return { kind: 'broken', code: error.message.slice(0, 100), answerLost: mayBeSent(error) };
  }
  if (!(error instanceof Error)) return undefined;
  // web-api's plain error for a 429 without the header.
  if (error.message.startsWith('Retry header did not contain')) return { kind: 'wait', code: 'ratelimited' };
  const { original } = error as { readonly original?: unknown };
  return original === undefined || original === error ? undefined : slackFailure(original);
}

/** A refusal that is final; undefined if a retry may succeed, or if the error is not Slack's. */
export function slackRefusal(error: unknown): SlackRefusal | undefined {
  const failure = slackFailure(error);
  return failure === undefined || failure.kind === 'wait' || failure.kind === 'broken' ? undefined : failure;
}

/** For failures that web-api has no error for: a failed `response_url`, an answer that is not Slack's, a message without its `ts`. */
export class SlackFailed extends Error {
  override readonly name = 'SlackFailed';
  readonly failure: SlackFailure;

  constructor(message: string, failure: SlackFailure, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

function ofAnswer({ data }: WebAPIPlatformError): SlackFailure {
  const { ok, error, response_metadata: { retryAfter } = {} } = data as Partial<WebAPIPlatformError['data']>;
  // A body that is not JSON (a proxy's page, or nothing) arrives as the error's text. That is not from Slack, and neither is JSON without `ok`.
  const isForeign = typeof error === 'string' ? !/^\w+$/.test(error) : ok !== false;
  const code = typeof error === 'string' && error !== '' ? error.slice(0, 100) : 'no_error_code';
  if (isForeign) return { kind: 'broken', code, answerLost: false };
  const kind = Object.hasOwn(kinds, code) ? kinds[code] : undefined;
  switch (kind) {
    case 'scope':
      return { kind, code, scope: String((data as { readonly needed?: string }).needed ?? '') };
    case 'wait':
      return { kind, code, ...pause(retryAfter) };
    case 'broken':
      return { kind, code, answerLost: false };
    default:
      return { kind: kind ?? 'forbidden', code };
  }
}

/** Slack itself answers only with 200 and 429. Any other status that forbids comes from something in front of Slack, and is final. */
function ofStatus({ statusCode, body }: WebAPIHTTPError): SlackFailure {
  const isSlacks = body?.ok === false && typeof body.error === 'string';
  if (isSlacks) return ofAnswer(new WebAPIPlatformError(body));
  const code = `HTTP ${statusCode}`;
  const mayPass = statusCode < 400 || statusCode >= 500 || statusCode === 408 || statusCode === 425;
  return mayPass ? { kind: 'broken', code, answerLost: false } : { kind: 'forbidden', code };
}

/** Slack's pauses are about a minute; a longer one than this is not believed. Seconds. */
const mostPause = 3600;

function pause(seconds: unknown): { readonly seconds?: number } {
  return typeof seconds === 'number' && seconds >= 0 ? { seconds: Math.min(seconds, mostPause) } : {};
}

/** The seconds in a `Retry-After` header, which may also be a date (RFC 9110); undefined if it is neither. */
export function secondsToWait(headers: Pick<Headers, 'get'>): number | undefined {
  const after = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(after)) return pause(Number(after)).seconds;
  if (!after.endsWith('GMT')) return undefined;
  const ms = Date.parse(after) - Date.parse(headers.get('date') ?? '');
  return pause(Math.max(0, Math.ceil(ms / 1000))).seconds;
}

/** Connections that were never made, or a token that no header takes, so nothing was sent; and a redirect, which is not followed. */
const unsent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_INVALID_CHAR|ERR_TLS_CERT_\w+|CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|ERR_SSL_(?!\w*(?:BAD_RECORD_MAC|UNEXPECTED_EOF))\w+)$|^unexpected redirect$|before secure TLS connection was established/;

function mayBeSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (unsent.test(String((cause as NodeJS.ErrnoException).code)) || unsent.test(cause.message))
      return false;
  }
  return true;
}

/** A person is waiting for the answer, and their next commands wait behind it: we wait for Slack no longer than this. Seconds. */
const patienceSeconds = 10;

/** Whether the same call may succeed in a moment. */
export function isPassing(failure: SlackFailure): boolean {
  return failure.kind === 'broken' || (failure.kind === 'wait' && (failure.seconds ?? 0) <= patienceSeconds);
}
