import type { Card } from '../../changes/card.ts';
import type { ApprovalEnd } from '../../changes/context.ts';
import type { Messages } from '../../messages/en/index.ts';
import { actions, context, lineButton, type Message, section, toMessage } from '../blocks.ts';
import { cardFacts, changeWords, isDangerous } from './card.ts';

/** The card that asks the channel for a second person. `now` in epoch milliseconds. */
export function approvalView(card: Card, messages: Messages, now: number): Message {
  const { id, change, askedBy, askedAt, expiresAt } = card;
  const words = messages.changes;
  const said = changeWords(change, messages);
  const title = said.approvalTitle(askedBy);
  const facts = cardFacts(change, messages, now);
  const style = isDangerous(change) ? 'danger' : 'primary';
  return toMessage([title, ...facts, words.approvalWhy(card.approval === 'tag')].join('\n'), [
    section(`:busts_in_silhouette: *${title}*`),
    section(facts.join('\n')),
    actions([
      lineButton(said.approveButton(), `confirm ${id}`, 'confirm', { style }),
      lineButton(words.declineButton, `cancel ${id}`, 'cancel'),
    ]),
    context(
      messages.sentences([
        words.approvalWhy(card.approval === 'tag'),
        words.approvalContext(askedBy, new Date(askedAt), new Date(expiresAt * 1000)),
      ]),
    ),
  ]);
}

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
      case 'stale':
        return words.approvalStale;
      case 'expired':
        return words.approvalExpired;
    }
  }
}
