import type { Intent } from '../changes/change-record.ts';
import { endOf, standingWithout } from '../changes/for-a-time.ts';
import { actions } from './blocks/actions.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What the channel reads when a change's time is over and it does not go back; `text` says why. A press leads to a card. */
export function leftAloneView(text: string, intent: Intent, { changes: words }: Messages): Message {
  const { id, change } = intent.card;
  if (change.type !== 'scale') return toMessage(text, [section(text)]);
  const { target, autoscaling, forMs = 0 } = change;
  const { desiredCount } = standingWithout(change, endOf(intent, forMs));
  const line = `scale ${target.cluster}/${target.service} ${desiredCount}`;
  const button =
    autoscaling?.after === undefined
      ? lineButton(words.goBackButton(desiredCount), line, 'scale-back')
      : lineButton(words.restoreButton, `undo ${id}`, 'restore');
  return toMessage(text, [section(text), actions([button])]);
}
