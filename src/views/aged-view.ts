import { context } from './blocks/context.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** The message, and below it when Slack said who may do what: it limits how often it may be asked. `at` in epoch milliseconds. */
export function agedView({ text, blocks }: Message, at: number, { replies }: Messages): Message {
  const note = replies.lastKnown(new Date(at));
  return toMessage(`${text}\n${note}`, [...blocks, context(`:hourglass: ${note}`)]);
}
