import { rates } from '../limits.ts';
import { localIds } from '../workspace/ids.ts';
import {
  readMessage,
  requireChannel,
  requireOwnMessage,
  requireWritableChannel,
  threadOf,
} from './arguments.ts';
import { type Method, SlackApiError, tier } from './method.ts';
import { messageJson } from './shapes.ts';

/** https://docs.slack.dev/reference/methods/chat.delete */
export const chatDelete: Method = {
  scope: 'chat:write',
  rates: tier(3),
  run({ args, world }) {
    const { channel, ts } = requireOwnMessage(world, args, 'cant_delete_message');
    world.messages.remove(channel, ts);
    return { channel, ts };
  },
};

/** https://docs.slack.dev/reference/methods/chat.getPermalink. Its special rate is generous and not limited here. */
export const chatGetPermalink: Method = {
  rates: () => [],
  run({ args, world }) {
    const channel = requireChannel(world, args);
    const message = world.messages.find(channel.id, args.required('message_ts'));
    if (!message || message.visibleTo !== undefined) throw new SlackApiError('message_not_found');
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
    const permalink = `${world.url()}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
    return { channel: channel.id, permalink };
  },
};

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
