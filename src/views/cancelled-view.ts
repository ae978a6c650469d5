import type { Change } from '../changes/change.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { changeWords } from './change-words.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What stands in a cancelled card's place. */
export function cancelledView(change: Change, messages: Messages): Message {
  const text = changeWords(change, messages).cancelled();
  return toMessage(text, [section(text)]);
}
