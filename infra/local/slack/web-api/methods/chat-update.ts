import { localIds } from '../../workspace/local-ids.ts';
import type { Method } from '../method.ts';
import { readMessage } from '../read-message.ts';
import { requireOwnMessage } from '../require-own-message.ts';
import { messageJson } from '../shapes/message-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** Unlike chat.postMessage, which cuts. */
const maximumText = 4000;

/** https://docs.slack.dev/reference/methods/chat.update: text without blocks removes the blocks. */
export const chatUpdate: Method = {
  scope: 'chat:write',
  rates: tier(3),
  run({ args, world, method }) {
    const message = requireOwnMessage(world, args, 'cant_update_message');
    if ((args.optional('text')?.length ?? 0) > maximumText) throw new SlackApiError('msg_too_long');
    const { text, blocks, attachments, metadata } = readMessage(args, world, method);
    const updated = world.messages.update(message.channel, message.ts, {
      text: text ?? '',
      blocks: blocks?.length ? blocks : undefined,
      attachments: attachments?.length ? attachments : undefined,
      metadata: metadata ?? message.metadata,
      // Slack marks an edit of plain text only.
      edited: blocks?.length ? undefined : { user: localIds.bot, ts: world.messages.nextTs() },
    });
    return {
      ...{ channel: message.channel, ts: message.ts, text: text ?? '' },
      message: messageJson(world, updated ?? message),
    };
  },
};
