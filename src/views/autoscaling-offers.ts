import type { Button } from '@slack/types';
import type { Change } from '../changes/change.ts';
import { lineButton } from './blocks/line-button.ts';
import type { Messages } from './messages/messages.ts';

/** What a card offers so that auto scaling does not overwrite the count: each is a line that leads to a card of its own. */
export function autoscalingOffers(change: Change, words: Messages['changes']): Button[] {
  if (change.type !== 'scale' || change.undoes !== undefined || change.autoscaling === undefined) return [];
  const { target, after, autoscaling, forMs } = change;
  const { before } = autoscaling;
  if (autoscaling.after !== undefined) return [];
  const { desiredCount } = after;
  const line = `scale ${target.cluster}/${target.service} ${desiredCount}`;
  const isOutside = desiredCount > before.maxCapacity || desiredCount < before.minCapacity;
  const isPaused = before.suspended.scaleIn && before.suspended.scaleOut && before.suspended.scheduled;
  const time = forMs === undefined ? '' : ` for ${Math.round(forMs / 1000)}s`;
  return [
    ...(isOutside
      ? [
          lineButton(
            desiredCount > before.maxCapacity
              ? words.moveMaximum(desiredCount)
              : words.moveMinimum(desiredCount),
            `${line}${time} --move-bound`,
            'move-bound',
          ),
        ]
      : []),
    ...(isPaused || forMs !== undefined
      ? []
      : [lineButton(words.pauseAutoscaling, `${line} --pause 1h`, 'pause')]),
  ];
}
