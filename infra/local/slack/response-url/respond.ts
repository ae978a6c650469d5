import type { SlackWorld } from '../slack-world.ts';
import type { ResponseTarget } from '../state/response-urls.ts';
import { Arguments } from '../web-api/arguments.ts';
import { type MessageContent, readMessage } from '../web-api/read-message.ts';
import { SlackApiError } from '../web-api/slack-api-error.ts';
import { localIds } from '../workspace/local-ids.ts';

/**
 * Does what a message sent to a `response_url` (or given back as an acknowledgement) asks for: a new message,
 * ephemeral unless `response_type` is `in_channel`; with `replace_original` or `delete_original` the pressed message
 * is changed, which a slash command's URL does not have. Answers the refusal, if there is one.
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
  world.messages.update(channel, ts, {
    text: content.text ?? '',
    blocks: content.blocks?.length ? content.blocks : undefined,
    attachments: content.attachments?.length ? content.attachments : undefined,
    edited: undefined,
  });
}

function post(world: SlackWorld, target: ResponseTarget, args: Arguments, content: MessageContent): void {
  const inChannel = args.optional('response_type') === 'in_channel';
  const threadTs = args.optional('thread_ts');
  if (inChannel && target.commandTs !== undefined) {
    world.messages.update(target.channel, target.commandTs, { visibleTo: undefined });
  }
  world.messages.post({
    ...{ channel: target.channel, user: localIds.bot, text: content.text ?? '', isBot: true },
    ...(!inChannel && { visibleTo: target.user }),
    ...(content.blocks?.length && { blocks: content.blocks }),
    ...(content.attachments?.length && { attachments: content.attachments }),
    ...(threadTs !== undefined && { threadTs }),
  });
}
