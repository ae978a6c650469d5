import type { Card } from '../changes/card.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { changeWords } from './change-words.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What stands in a card's place from its press until its change is made: no buttons, so that nobody presses twice. */
export function workingCardView({ change }: Card, messages: Messages): Message {
  return inPlace(changeWords(change, messages).cardTitle(), messages.changes.working);
}

/** The same of a card in the channel, which `by` has approved. */
export function workingApprovalView({ change, askedBy }: Card, by: string, messages: Messages): Message {
  return inPlace(changeWords(change, messages).approvalTitle(askedBy), messages.changes.approvalWorking(by));
}

function inPlace(title: string, working: string): Message {
  return toMessage(`${title}\n${working}`, [section(`${title}\n${working}`)]);
}
