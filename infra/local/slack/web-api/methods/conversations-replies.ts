import { localIds } from '../../workspace/local-ids.ts';
import { inTimeRange } from '../in-time-range.ts';
import type { Method } from '../method.ts';
import { page } from '../page.ts';
import { requireChannel } from '../require-channel.ts';
import { messageJson } from '../shapes/message-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/conversations.replies: the parent first, then its replies. */
export const conversationsReplies: Method = {
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
      ...{ messages: items.map((one) => messageJson(world, one)), has_more: hasMore },
      ...(hasMore && { response_metadata }),
    };
  },
};
