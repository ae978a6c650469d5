import type { SlackWorld } from '../slack-world.ts';
import type { Channel } from '../workspace/channel.ts';
import type { Arguments } from './arguments.ts';
import { SlackApiError } from './slack-api-error.ts';

/**
 * The parent that `thread_ts` means: a reply's `ts` leads to its parent. `thread_not_found` when there is none,
 * `cannot_reply_to_message` when it is of a kind without a thread.
 */
export function threadOf(world: SlackWorld, channel: Channel, args: Arguments): string | undefined {
  const ts = args.optional('thread_ts');
  if (ts === undefined) return undefined;
  const parent = world.messages.find(channel.id, ts);
  if (!parent || parent.visibleTo !== undefined) throw new SlackApiError('thread_not_found');
  if (parent.subtype === 'channel_join') throw new SlackApiError('cannot_reply_to_message');
  return parent.threadTs ?? parent.ts;
}
