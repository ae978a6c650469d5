import type { ApprovalEnd } from '../changes/approvals.ts';
import type { Card } from '../changes/card.ts';
import { context } from './blocks/context.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { changeWords } from './change-words.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What stands in the place of a card that asked for a second person, with who asked, who decided and when. */
export function endedApprovalView(card: Card, end: ApprovalEnd, messages: Messages): Message {
  const { changes: words, sentences } = messages;
  const { change, askedBy, askedAt } = card;
  const title = changeWords(change, messages).approvalTitle(askedBy);
  const asked = words.approvalAsked(askedBy, new Date(askedAt));
  const ended = sentence();
  return toMessage(sentences([title, ended]), [section(`${title}\n${ended}`), context(asked)]);

  function sentence(): string {
    switch (end.type) {
      case 'approved':
        return words.approved(end.by, new Date(end.at), end.link);
      case 'declined':
        return end.by === askedBy
          ? words.approvalWithdrawn(end.by, new Date(end.at))
          : words.declined(end.by, new Date(end.at));
      case 'moved':
        return words.approvalMoved;
      case 'expired':
        return words.approvalExpired;
    }
  }
}
