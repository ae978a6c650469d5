import { context } from './blocks/context.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What a person reads while AWS takes its time. */
export function workingView({ replies }: Messages): Message {
  return toMessage(replies.working, [context(replies.working)]);
}
