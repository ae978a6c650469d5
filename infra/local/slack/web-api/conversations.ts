import { addMember } from '../workspace/directory-changes.ts';
import { directChannel, localIds } from '../workspace/workspace.ts';
import { inTimeRange, page, requireChannel } from './arguments.ts';
import { type Method, SlackApiError, tier } from './method.ts';
import { channelJson, messageJson } from './shapes.ts';

const known = ['public_channel', 'private_channel', 'mpim', 'im'];

/** `conversations.*`. */
export const conversationMethods: Readonly<Record<string, Method>> = {
  /** https://docs.slack.dev/reference/methods/conversations.history: newest first, without replies and ephemerals. */
  'conversations.history': {
    scope: 'channels:history',
    rates: tier(3),
    run({ args, world }) {
      const channel = requireChannel(world, args);
      if (!channel.members.has(localIds.bot)) throw new SlackApiError('not_in_channel');
      const messages = world.messages
        .visible()
        .filter((one) => one.channel === channel.id && (one.threadTs === undefined || one.broadcast))
        .filter(inTimeRange(args))
        .reverse();
      const { items, hasMore, response_metadata } = page(messages, args, 100);
      return {
        messages: items.map((one) => messageJson(world, one)),
        has_more: hasMore,
        pin_count: 0,
        ...(hasMore && { response_metadata }),
      };
    },
  },

  /** https://docs.slack.dev/reference/methods/conversations.info */
  'conversations.info': {
    scope: 'channels:read',
    rates: tier(3),
    run({ args, world }) {
      const channel = requireChannel(world, args);
      if (channel.im && channel.im.bot !== localIds.bot) throw new SlackApiError('channel_not_found');
      return {
        channel: {
          ...channelJson(world, channel),
          ...(args.flag('include_num_members') && { num_members: channel.members.size }),
          ...(args.flag('include_locale') && { locale: 'en-US' }),
        },
      };
    },
  },

  /** https://docs.slack.dev/reference/methods/conversations.join */
  'conversations.join': {
    scope: 'channels:join',
    rates: tier(3),
    run({ args, world }) {
      const channel = requireChannel(world, args);
      if (channel.im) throw new SlackApiError('method_not_supported_for_channel_type');
      if (channel.isArchived) throw new SlackApiError('is_archived');
      const already = channel.members.has(localIds.bot);
      if (!already) addMember(world, channel, localIds.bot);
      return {
        channel: channelJson(world, channel),
        ...(already && {
          warning: 'already_in_channel',
          response_metadata: { warnings: ['already_in_channel'] },
        }),
      };
    },
  },

  /** https://docs.slack.dev/reference/methods/conversations.list */
  'conversations.list': {
    scope: 'channels:read',
    rates: tier(2),
    run({ args, world }) {
      const types = (args.optional('types') ?? 'public_channel').split(',').map((type) => type.trim());
      if (!types.every((type) => known.includes(type))) throw new SlackApiError('invalid_types');
      const wanted = [...world.workspace.channels.values()].filter(
        ({ im, isArchived }) =>
          (im ? types.includes('im') && im.bot === localIds.bot : types.includes('public_channel')) &&
          !(isArchived && args.flag('exclude_archived')),
      );
      const { items, response_metadata } = page(wanted, args, 100);
      return { channels: items.map((channel) => channelJson(world, channel)), response_metadata };
    },
  },

  /** https://docs.slack.dev/reference/methods/conversations.members */
  'conversations.members': {
    scope: 'channels:read',
    rates: tier(4),
    run({ args, world }) {
      const { items, response_metadata } = page([...requireChannel(world, args).members], args, 100);
      return { members: items, response_metadata };
    },
  },

  /** https://docs.slack.dev/reference/methods/conversations.open: the bot's direct messages with one user. */
  'conversations.open': {
    scope: 'im:write',
    rates: tier(3),
    run({ args, world }) {
      const users = args.optional('users')?.split(',') ?? [];
      if (users.length === 0 && !args.has('channel')) throw new SlackApiError('users_list_not_supplied');
      if (users.length > 1) throw new SlackApiError('method_not_supported_for_channel_type');
      const [user] = users;
      if (user !== undefined && !world.workspace.people.has(user)) throw new SlackApiError('user_not_found');
      const channel =
        user === undefined ? requireChannel(world, args) : directChannel(world.workspace, user, localIds.bot);
      if (!channel) throw new SlackApiError('cannot_dm_bot');
      return {
        no_op: true,
        already_open: true,
        channel: args.flag('return_im') ? channelJson(world, channel) : { id: channel.id },
      };
    },
  },

  /** https://docs.slack.dev/reference/methods/conversations.replies: the parent first, then its replies. */
  'conversations.replies': {
    scope: 'channels:history',
    rates: tier(3),
    run({ args, world }) {
      const channel = requireChannel(world, args);
      if (!channel.members.has(localIds.bot)) throw new SlackApiError('not_in_channel');
      const given = world.messages.find(channel.id, args.required('ts'));
      if (!given || given.visibleTo !== undefined) throw new SlackApiError('thread_not_found');
      const parent = given.threadTs ?? given.ts;
      const inThread = world.messages
        .visible()
        .filter((one) => one.channel === channel.id && (one.ts === parent || one.threadTs === parent))
        .filter((one) => one.ts === parent || inTimeRange(args)(one));
      const { items, hasMore, response_metadata } = page(inThread, args, 1000);
      return {
        messages: items.map((one) => messageJson(world, one)),
        has_more: hasMore,
        ...(hasMore && { response_metadata }),
      };
    },
  },
};
