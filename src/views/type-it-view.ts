import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** How to ask, for who wrote a message instead: with the command that they seem to mean, where its name stands first. */
export function typeItView(text: string, commands: readonly string[], { replies }: Messages): Message {
  const first =
    text
      .replace(/<@[^>]*>/g, ' ')
      .trim()
      .split(/\s/, 1)[0]
      ?.toLowerCase() ?? '';
  const sentence = replies.typeIt(commands.includes(first) ? first : 'help');
  return toMessage(sentence, [section(sentence)]);
}
