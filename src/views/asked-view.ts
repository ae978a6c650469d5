import type { Change } from '../changes/change.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { changeWords } from './change-words.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What the asker reads whose card waits for a second person in another channel. */
export function askedView(change: Change, channelId: string, messages: Messages): Message {
  const text = changeWords(change, messages).asked(channelId);
  return toMessage(text, [section(text)]);
}
