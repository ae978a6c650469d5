import type { SlackWorld } from '../slack-world.ts';
import type { Message } from '../state/message.ts';
import { localIds } from '../workspace/local-ids.ts';
import type { Arguments } from './arguments.ts';
import { requireChannel } from './require-channel.ts';
import { SlackApiError } from './slack-api-error.ts';

/** The bot's own message with `channel` and `ts`; another's is refused with `refusal`. Ephemeral ones are not found. */
export function requireOwnMessage(world: SlackWorld, args: Arguments, refusal: string): Message {
  const channel = requireChannel(world, args);
  const message = world.messages.find(channel.id, args.required('ts'));
  if (!message || message.visibleTo !== undefined) throw new SlackApiError('message_not_found');
  if (message.user !== localIds.bot) throw new SlackApiError(refusal);
  return message;
}
