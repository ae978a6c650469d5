import { addMember } from '../../workspace/add-member.ts';
import { localIds } from '../../workspace/local-ids.ts';
import type { Method } from '../method.ts';
import { requireChannel } from '../require-channel.ts';
import { channelJson } from '../shapes/channel-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/conversations.join */
export const conversationsJoin: Method = {
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
};
