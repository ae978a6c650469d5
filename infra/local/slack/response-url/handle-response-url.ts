import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord } from '../http/is-record.ts';
import { readBody } from '../http/read-body.ts';
import { sendJson } from '../http/send-json.ts';
import type { SlackWorld } from '../slack-world.ts';
import { meetFault } from '../web-api/meet-fault.ts';
import { respond } from './respond.ts';

/** Answers `POST /commands/…` and `POST /actions/…`: 5 uses within 30 minutes, then 404 `used_url` or `expired_url`. */
export async function handleResponseUrl(
  world: SlackWorld,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readBody(request);
  if (meetFault(world, 'response_url', response)) return;
  const payload = parse(body, request.headers['content-type'] ?? '');
  if (!payload) return sendJson(response, { ok: false, error: 'invalid_payload' }, 400);
  const target = world.responseUrls.use(path);
  if (target === undefined) return sendJson(response, { ok: false, error: 'no_service' }, 404);
  if (typeof target === 'string') return sendJson(response, { ok: false, error: target }, 404);
  const refusal = respond(world, target, payload);
  if (world.faults.take('response_url', ['lost_answer'])) return;
  if (refusal) return sendJson(response, { ok: false, error: refusal.code, ...refusal.detail }, 400);
  sendJson(response, { ok: true });
}

/** JSON, or a form whose `payload` is JSON. */
function parse(body: string, contentType: string): Record<string, unknown> | undefined {
  const isForm = contentType.includes('application/x-www-form-urlencoded');
  try {
    const value: unknown = JSON.parse(isForm ? (new URLSearchParams(body).get('payload') ?? '') : body);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
