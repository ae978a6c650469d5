import type { SlackWorld } from '../slack-world.ts';
import type { Channel } from '../workspace/channel.ts';
import { findChannel } from '../workspace/find-channel.ts';
import type { Arguments } from './arguments.ts';
import { SlackApiError } from './slack-api-error.ts';

/** The channel of the `channel` argument, by id or name, or `channel_not_found`. */
export function requireChannel(world: SlackWorld, args: Arguments): Channel {
  const channel = findChannel(world.workspace, args.optional('channel') ?? '');
  if (!channel) throw new SlackApiError('channel_not_found');
  return channel;
}
