import { context } from '../blocks/context.ts';
import { escapeText } from '../blocks/escape-text.ts';
import { toMessage } from '../blocks/to-message.ts';
import type { Message } from '../message.ts';
import type { Messages } from '../messages/messages.ts';

/** What is left of a lesson's message when a newer one has taken its place. */
export function movedLessonView(userId: string, { handsOn }: Messages): Message {
  const text = handsOn.moved(`<@${escapeText(userId)}>`);
  return toMessage(text, [context(text)]);
}
