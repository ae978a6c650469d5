import { rates } from '../../limits/rates.ts';
import { localIds } from '../../workspace/local-ids.ts';
import type { Method } from '../method.ts';
import { readMessage } from '../read-message.ts';
import { requireWritableChannel } from '../require-writable-channel.ts';
import { messageJson } from '../shapes/message-json.ts';
import { threadOf } from '../thread-of.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage */
export const chatPostMessage: Method = {
  scope: 'chat:write',
  rates: (args) => [
    { key: args.optional('channel') ?? '', rate: rates.postMessageInChannel },
    { key: '', rate: rates.postMessageInWorkspace },
  ],
  run({ args, world, method }) {
    const channel = requireWritableChannel(world, args);
    const { text, blocks, attachments, metadata } = readMessage(args, world, method);
    const threadTs = threadOf(world, channel, args);
    const message = world.messages.post({
      ...{ channel: channel.id, user: localIds.bot, text: text ?? '', isBot: true },
      ...(blocks?.length && { blocks }),
      ...(attachments?.length && { attachments }),
      ...(metadata && { metadata }),
      ...(threadTs !== undefined && { threadTs }),
      ...(threadTs !== undefined && args.flag('reply_broadcast') && { broadcast: true }),
    });
    return { channel: channel.id, ts: message.ts, message: messageJson(world, message) };
  },
};
