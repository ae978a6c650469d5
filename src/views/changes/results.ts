import type { Card, ChangeOutcome, Intent } from '../../changes/card.ts';
import type { Change } from '../../changes/change.ts';
import type { ApprovalEnd } from '../../changes/context.ts';
import { endOf, standingWithout } from '../../changes/for-a-time.ts';
import type { Messages } from '../../messages/en/index.ts';
import { actions, context, lineButton, type Message, section, toMessage } from '../blocks.ts';
import { changeWords } from './card.ts';

/** Shown to the asker whose card waits for a second person in another channel. */
export function askedView(change: Change, channelId: string, messages: Messages): Message {
  const text = changeWords(change, messages).asked(channelId);
  return toMessage(text, [section(text)]);
}

/** What replaces a cancelled card. */
export function cancelledView(change: Change, messages: Messages): Message {
  const text = changeWords(change, messages).cancelled();
  return toMessage(text, [section(text)]);
}

/** Posted in the channel when a change's time is up and it is not reverted; `text` says why. The button leads to a card. */
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

/** Shown to the asker when the change's message is in another channel, or when the change failed. */
export function startedView(
  change: Change,
  outcome: ChangeOutcome,
  link: string | undefined,
  messages: Messages,
): Message {
  const text = changeWords(change, messages).ended(outcome, link);
  return toMessage(text, [section(text)]);
}

/** What replaces a card that asked for a second person, with who asked, who decided and when. */
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
      case 'moot':
        return words.approvalMoot;
      case 'expired':
        return words.approvalExpired;
    }
  }
}
