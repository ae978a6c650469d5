import { localIds } from '../../workspace/local-ids.ts';
import type { Method } from '../method.ts';
import { page } from '../page.ts';
import { channelJson } from '../shapes/channel-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

const known = ['public_channel', 'private_channel', 'mpim', 'im'];

/** https://docs.slack.dev/reference/methods/conversations.list */
export const conversationsList: Method = {
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
};
