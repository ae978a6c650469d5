import type { Change } from '../changes/change.ts';
import type { ChangeOutcome } from '../changes/change-record.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { changeWords } from './change-words.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What the asker reads when the change's message stands in another channel, or when it failed. */
export function startedView(
  change: Change,
  outcome: ChangeOutcome,
  link: string | undefined,
  messages: Messages,
): Message {
  const text = changeWords(change, messages).ended(outcome, link);
  return toMessage(text, [section(text)]);
}
