import { localIds } from '../../workspace/local-ids.ts';
import { inTimeRange } from '../in-time-range.ts';
import type { Method } from '../method.ts';
import { page } from '../page.ts';
import { requireChannel } from '../require-channel.ts';
import { messageJson } from '../shapes/message-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/conversations.history: newest first, without replies and ephemerals. */
export const conversationsHistory: Method = {
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
      ...{ messages: items.map((one) => messageJson(world, one)), has_more: hasMore, pin_count: 0 },
      ...(hasMore && { response_metadata }),
    };
  },
};
