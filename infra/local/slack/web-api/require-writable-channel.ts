import type { SlackWorld } from '../slack-world.ts';
import type { Channel } from '../workspace/channel.ts';
import { directChannel } from '../workspace/direct-channel.ts';
import { localIds } from '../workspace/local-ids.ts';
import type { Arguments } from './arguments.ts';
import { requireChannel } from './require-channel.ts';
import { SlackApiError } from './slack-api-error.ts';

/**
 * The channel when the bot may post there: `channel_not_found`, `is_archived`, `not_in_channel`. A user id lands in
 * that user's Slackbot messages, as in Slack: an app that wants its own direct messages asks `conversations.open`.
 */
export function requireWritableChannel(world: SlackWorld, args: Arguments): Channel {
  const id = args.optional('channel') ?? '';
  const bySlackbot = world.workspace.people.has(id)
    ? directChannel(world.workspace, id, localIds.slackbot)
    : undefined;
  const channel = bySlackbot ?? requireChannel(world, args);
  if (channel.isArchived) throw new SlackApiError('is_archived');
  const mayWrite = channel.members.has(localIds.bot) || channel === bySlackbot;
  const isPublic = channel.kind === 'channel' && world.app.scopes.includes('chat:write.public');
  if (!mayWrite && !isPublic) throw new SlackApiError('not_in_channel');
  return channel;
}
