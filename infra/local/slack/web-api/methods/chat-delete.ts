import type { Method } from '../method.ts';
import { requireOwnMessage } from '../require-own-message.ts';
import { tier } from '../tier.ts';

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
