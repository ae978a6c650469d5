import { rates } from '../limits.ts';
import { localIds } from '../workspace/workspace.ts';
import {
  fromBot,
  readMessage,
  requireChannel,
  requireOwnMessage,
  requireWritableChannel,
  shownFields,
  threadOf,
} from './arguments.ts';
import { type Method, SlackApiError, tier } from './method.ts';
import { messageJson } from './shapes.ts';

/** Longer text is refused, unlike in chat.postMessage, which truncates. */
const maximumText = 4000;

/** `chat.*`. */
export const chatMethods: Readonly<Record<string, Method>> = {
  /** https://docs.slack.dev/reference/methods/chat.delete */
  'chat.delete': {
    scope: 'chat:write',
    rates: tier(3),
    run({ args, world }) {
      const { channel, ts } = requireOwnMessage(world, args, 'cant_delete_message');
      world.messages.remove(channel, ts);
      return { channel, ts };
    },
  },

  /** https://docs.slack.dev/reference/methods/chat.getPermalink. Its special rate limit is generous and not applied here. */
  'chat.getPermalink': {
    rates: () => [],
    run({ args, world }) {
      const channel = requireChannel(world, args);
      const message = world.messages.find(channel.id, args.required('message_ts'));
      if (!message || message.visibleTo !== undefined) throw new SlackApiError('message_not_found');
      const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
      const permalink = `${world.url()}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
      return { channel: channel.id, permalink };
    },
  },

  /** https://docs.slack.dev/reference/methods/chat.postEphemeral: visible to one member of the channel, not found by any method. */
  'chat.postEphemeral': {
    scope: 'chat:write',
    rates: tier(4),
    run({ args, world, method }) {
      const channel = requireWritableChannel(world, args);
      const user = args.required('user');
      if (!channel.members.has(user)) throw new SlackApiError('user_not_in_channel');
      const content = readMessage(args, world, method);
      const threadTs = threadOf(world, channel, args);
      const message = world.messages.post({
        ...fromBot(channel.id, content),
        visibleTo: user,
        ...(threadTs !== undefined && { threadTs }),
      });
      return { message_ts: message.ts };
    },
  },

  /** https://docs.slack.dev/reference/methods/chat.postMessage */
  'chat.postMessage': {
    scope: 'chat:write',
    rates: (args) => [
      { key: args.optional('channel') ?? '', rate: rates.postMessageInChannel },
      { key: '', rate: rates.postMessageInWorkspace },
    ],
    run({ args, world, method }) {
      const channel = requireWritableChannel(world, args);
      const content = readMessage(args, world, method);
      const threadTs = threadOf(world, channel, args);
      const message = world.messages.post({
        ...fromBot(channel.id, content),
        ...(content.metadata && { metadata: content.metadata }),
        ...(threadTs !== undefined && { threadTs }),
        ...(threadTs !== undefined && args.flag('reply_broadcast') && { broadcast: true }),
      });
      return { channel: channel.id, ts: message.ts, message: messageJson(world, message) };
    },
  },

  /** https://docs.slack.dev/reference/methods/chat.update: text without blocks removes the blocks. */
  'chat.update': {
    scope: 'chat:write',
    rates: tier(3),
    run({ args, world, method }) {
      const message = requireOwnMessage(world, args, 'cant_update_message');
      if ((args.optional('text')?.length ?? 0) > maximumText) throw new SlackApiError('msg_too_long');
      const content = readMessage(args, world, method);
      const updated = world.messages.update(message.channel, message.ts, {
        blocks: undefined,
        attachments: undefined,
        ...shownFields(content),
        metadata: content.metadata ?? message.metadata,
        // Slack marks only edits of plain text.
        edited: content.blocks?.length ? undefined : { user: localIds.bot, ts: world.messages.nextTs() },
      });
      return {
        channel: message.channel,
        ts: message.ts,
        text: content.text ?? '',
        message: messageJson(world, updated ?? message),
      };
    },
  },
};
