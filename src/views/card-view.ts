import type { Card } from '../changes/card.ts';
import { autoscalingOffers } from './autoscaling-offers.ts';
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

export interface CardViewOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The card replaces one whose target is no longer as it showed. */
  readonly moved: boolean;
}

/** The confirm card: what will change, what follows from it, and the two buttons. */
export function cardView({ id, change }: Card, messages: Messages, { now, moved }: CardViewOptions): Message {
  const words = messages.changes;
  const said = changeWords(change, messages);
  const title = said.cardTitle();
  const facts = cardFacts(change, messages, now);
  const text = [...(moved ? [words.moved] : []), title, ...facts].join('\n');
  const style = isDangerous(change) ? 'danger' : 'primary';
  return toMessage(text, [
    moved ? context(words.moved) : undefined,
    section(`*${title}*`),
    section(facts.join('\n')),
    actions([
      lineButton(said.cardButton(), `confirm ${id}`, 'confirm', { style }),
      ...autoscalingOffers(change, words),
      lineButton(words.cancelButton, `cancel ${id}`, 'cancel'),
    ]),
    context(words.cardContext),
  ]);
}
