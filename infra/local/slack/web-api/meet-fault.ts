import type { ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import type { SlackWorld } from '../slack-world.ts';

/** True when a switched-on fault took this call; `timeout` leaves the response open until the caller gives up. */
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
