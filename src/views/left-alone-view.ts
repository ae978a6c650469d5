import type { Intent } from '../changes/change-record.ts';
import { actions } from './blocks/actions.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

/** What the channel reads when a change's time is over and it does not go back; `text` says why. A press leads to a card. */
export function leftAloneView(text: string, { card }: Intent, { changes: words }: Messages): Message {
  const { id, change } = card;
  if (change.type !== 'scale') return toMessage(text, [section(text)]);
  const { target, before, autoscaling } = change;
  const line = `scale ${target.cluster}/${target.service} ${before.desiredCount}`;
  const button =
    autoscaling?.after === undefined
      ? lineButton(words.goBackButton(before.desiredCount), line, 'scale-back')
      : lineButton(words.restoreButton, `undo ${id}`, 'restore');
  return toMessage(text, [section(text), actions([button])]);
}
