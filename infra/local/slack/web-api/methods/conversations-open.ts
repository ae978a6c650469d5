import { directChannel } from '../../workspace/direct-channel.ts';
import { localIds } from '../../workspace/local-ids.ts';
import type { Method } from '../method.ts';
import { requireChannel } from '../require-channel.ts';
import { channelJson } from '../shapes/channel-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/conversations.open: the bot's direct messages with one user. */
export const conversationsOpen: Method = {
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
      ...{ no_op: true, already_open: true },
      channel: args.flag('return_im') ? channelJson(world, channel) : { id: channel.id },
    };
  },
};
