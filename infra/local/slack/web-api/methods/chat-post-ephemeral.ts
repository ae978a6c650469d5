import { localIds } from '../../workspace/local-ids.ts';
import type { Method } from '../method.ts';
import { readMessage } from '../read-message.ts';
import { requireWritableChannel } from '../require-writable-channel.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { threadOf } from '../thread-of.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/chat.postEphemeral: one member of the channel sees it, nothing finds it. */
export const chatPostEphemeral: Method = {
  scope: 'chat:write',
  rates: tier(4),
  run({ args, world, method }) {
    const channel = requireWritableChannel(world, args);
    const user = args.required('user');
    if (!channel.members.has(user)) throw new SlackApiError('user_not_in_channel');
    const { text, blocks, attachments } = readMessage(args, world, method);
    const threadTs = threadOf(world, channel, args);
    const message = world.messages.post({
      ...{ channel: channel.id, user: localIds.bot, text: text ?? '', isBot: true, visibleTo: user },
      ...(blocks?.length && { blocks }),
      ...(attachments?.length && { attachments }),
      ...(threadTs !== undefined && { threadTs }),
    });
    return { message_ts: message.ts };
  },
};
