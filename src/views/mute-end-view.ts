import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** Tells a channel that a mute has ended, and how many messages it held back. */
export function muteEndView(
  pattern: string,
  heldBack: number,
  { settings: words, sentences }: Pick<Messages, 'settings' | 'sentences'>,
): Message {
  const text = sentences([words.muteEnded(pattern), words.heldBack(heldBack)]);
  return toMessage(text, [section(text)]);
}
