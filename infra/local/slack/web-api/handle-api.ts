import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Arguments } from './arguments.ts';
import { authorize } from './authorize.ts';
import { meetFault } from './meet-fault.ts';
import type { Method } from './method.ts';
import { methods } from './methods.ts';
import { readArguments } from './read-arguments.ts';
import { SlackApiError } from './slack-api-error.ts';

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

/** The longest wait of the method's buckets in whole seconds, 0 to pass. */
function waitFor(world: SlackWorld, name: string, method: Method, args: Arguments): number {
  const waits = method.rates(args).map(({ key, rate }) => world.rates.take(`${name} ${key}`, rate));
  return Math.max(0, ...waits);
}
