import type { Card } from '../changes/card.ts';
import { actions } from './blocks/actions.ts';
import { context } from './blocks/context.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { cardFacts } from './card-facts.ts';
import { changeWords } from './change-words.ts';
import { isDangerous } from './is-dangerous.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

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
