import { isRecord } from './is-record.ts';
import type { Job } from './job.ts';
import { parseJsonObject } from './parse-json-object.ts';

/** What Slack wants with one request. */
export type SlackBody =
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
 * Reads a slash command (a form), an interaction (a form whose `payload` is JSON) or an Events API body (JSON).
 * The content type is not asked: it may carry a charset or be missing, and no form of Slack's begins with a brace.
 * @returns undefined for what is none of these
 */
export function parseBody(rawBody: Buffer): SlackBody | undefined {
  const text = rawBody.toString('utf8');
  if (text.trimStart().startsWith('{')) return ofEvent(parseJsonObject(text));
  const form = Object.fromEntries(new URLSearchParams(text));
  if (form.payload) return ofPayload(parseJsonObject(form.payload));
  if (form.command) return { kind: 'command', body: form };
  // Only now: a command that happens to carry an ssl_check field is a command.
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
