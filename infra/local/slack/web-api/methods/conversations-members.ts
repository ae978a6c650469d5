import type { Method } from '../method.ts';
import { page } from '../page.ts';
import { requireChannel } from '../require-channel.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/conversations.members */
export const conversationsMembers: Method = {
  scope: 'channels:read',
  rates: tier(4),
  run({ args, world }) {
    const { items, response_metadata } = page([...requireChannel(world, args).members], args, 100);
    return { members: items, response_metadata };
  },
};
