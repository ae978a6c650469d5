import { localIds } from '../../workspace/local-ids.ts';
import type { Method } from '../method.ts';
import { requireChannel } from '../require-channel.ts';
import { channelJson } from '../shapes/channel-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/conversations.info */
export const conversationsInfo: Method = {
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
};
