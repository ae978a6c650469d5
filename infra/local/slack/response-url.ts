import type { IncomingMessage, ServerResponse } from 'node:http';
import { readText, sendJson } from '../http.ts';
import { isRecord, readJson } from '../json.ts';
import type { ResponseTarget } from './state/views.ts';
import { fromBot, type MessageContent, readMessage, shownFields } from './web-api/arguments.ts';
import { Arguments, SlackApiError } from './web-api/method.ts';
import { meetFault } from './web-api/server.ts';
import type { SlackWorld } from './world.ts';

/** Answers `POST /commands/…` and `POST /actions/…`: 5 uses within 30 minutes, then 404 `used_url` or `expired_url`. */
export async function handleResponseUrl(
  world: SlackWorld,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readText(request);
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
  const value = readJson(isForm ? (new URLSearchParams(body).get('payload') ?? '') : body);
  return isRecord(value) ? value : undefined;
}

/**
 * Carries out a message sent to a `response_url` (or returned as an acknowledgement): a new message, ephemeral unless `response_type` is
 * `in_channel`; `replace_original` and `delete_original` change the pressed message, which a slash command's URL does not have. Returns the refusal,
 * if any.
 */
export function respond(
  world: SlackWorld,
  target: ResponseTarget,
  payload: Readonly<Record<string, unknown>>,
): SlackApiError | undefined {
  const args = new Arguments(payload);
  try {
    const pressed = target.message;
    if (args.flag('delete_original')) {
      if (pressed) world.messages.remove(target.channel, pressed.ts);
      return undefined;
    }
    const content = readMessage(args, world, 'response_url');
    if (args.flag('replace_original') && pressed) replace(world, target.channel, pressed.ts, content);
    else post(world, target, args, content);
    return undefined;
  } catch (error) {
    if (error instanceof SlackApiError) return error;
    throw error;
  }
}

/** An ephemeral message stays ephemeral, whatever `response_type` says. */
function replace(world: SlackWorld, channel: string, ts: string, content: MessageContent): void {
  const nothing = { blocks: undefined, attachments: undefined, edited: undefined };
  world.messages.update(channel, ts, { ...nothing, ...shownFields(content) });
}

function post(world: SlackWorld, target: ResponseTarget, args: Arguments, content: MessageContent): void {
  const inChannel = args.optional('response_type') === 'in_channel';
  const threadTs = args.optional('thread_ts');
  if (inChannel && target.commandTs !== undefined) {
    world.messages.update(target.channel, target.commandTs, { visibleTo: undefined });
  }
  world.messages.post({
    ...fromBot(target.channel, content),
    ...(!inChannel && { visibleTo: target.user }),
    ...(threadTs !== undefined && { threadTs }),
  });
}
