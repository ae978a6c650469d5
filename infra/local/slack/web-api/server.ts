import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../../http.ts';
import type { SlackWorld } from '../world.ts';
import { readArguments } from './arguments.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { type Arguments, type Method, SlackApiError } from './method.ts';
import { peopleMethods } from './people.ts';
import { viewMethods } from './views.ts';

/** Answers `/api/<method>` as Slack does: errors are HTTP 200 with `ok: false`, except 429 with `Retry-After`. */
export async function handleApi(
  world: SlackWorld,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const name = url.pathname.slice('/api/'.length);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const headers = { 'x-oauth-scopes': world.app.scopes.join(',') };
  try {
    const args = await readArguments(request, url.searchParams);
    if (meetFault(world, name, response)) return;
    if (!method) throw new SlackApiError('unknown_method', { req_method: name });
    authorize(world, method, request, args);
    const wait = waitFor(world, name, method, args);
    if (wait > 0) {
      return sendJson(response, { ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(wait) });
    }
    const answer = method.run({ args, world, method: name });
    if (world.faults.take(name, ['lost_answer'])) return;
    sendJson(response, { ok: true, ...answer }, 200, headers);
  } catch (error) {
    if (!(error instanceof SlackApiError)) throw error;
    sendJson(response, { ok: false, error: error.code, ...error.detail }, 200, headers);
  }
}

/** The longest wait among the method's buckets in whole seconds, 0 to pass. */
function waitFor(world: SlackWorld, name: string, method: Method, args: Arguments): number {
  const waits = method.rates(args).map(({ key, rate }) => world.rates.take(`${name} ${key}`, rate));
  return Math.max(0, ...waits);
}

/** All Web API methods that the local Slack supports; any other is `unknown_method`. */
export const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...conversationMethods,
  ...peopleMethods,
  ...viewMethods,
};

/** True when an active fault handled this call; `timeout` leaves the response open until the caller gives up. */
export function meetFault(world: SlackWorld, method: string, response: ServerResponse): boolean {
  const fault = world.faults.take(method, ['server_error', 'rate_limited', 'timeout', 'error']);
  if (!fault) return false;
  if (fault.kind === 'server_error') sendJson(response, { ok: false, error: 'internal_error' }, 500);
  if (fault.kind === 'error') sendJson(response, { ok: false, error: fault.error ?? 'fatal_error' });
  if (fault.kind === 'rate_limited') {
    const retryAfter = String(fault.retryAfter ?? 1);
    sendJson(response, { ok: false, error: 'ratelimited' }, 429, { 'retry-after': retryAfter });
  }
  return true;
}

/** Checks token and scope: `not_authed`, `invalid_auth`, `missing_scope`. The token is sent as Bearer or as an argument. */
function authorize(world: SlackWorld, method: Method, request: IncomingMessage, args: Arguments): void {
  if (method.scope === 'none') return;
  const token = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? args.optional('token');
  if (token === undefined) throw new SlackApiError('not_authed');
  if (token !== world.app.botToken()) throw new SlackApiError('invalid_auth');
  if (method.scope !== undefined && !world.app.scopes.includes(method.scope)) {
    throw new SlackApiError('missing_scope', { needed: method.scope, provided: world.app.scopes.join(',') });
  }
}
