import type { Button } from '@slack/types';
import type { AutoscalingState, Change, ScaleChange } from '../../changes/change.ts';
import type { Messages } from '../../messages/en/index.ts';
import { lineButton } from '../blocks.ts';

/** What Application Auto Scaling will do about the count, and what the change does to it; `back` is how it is at the end of its time. */
export function autoscalingFacts(
  { after, autoscaling, forMs }: ScaleChange,
  back: AutoscalingState | undefined,
  words: Messages['changes'],
): string[] {
  if (autoscaling === undefined) return [];
  const { before, after: set } = autoscaling;
  const { minCapacity, maxCapacity, suspended } = set ?? before;
  const moved = minCapacity !== before.minCapacity || maxCapacity !== before.maxCapacity;
  const isPaused = suspended.scaleIn && suspended.scaleOut && suspended.scheduled;
  if (moved) {
    return [
      words.boundsMove(before.minCapacity, before.maxCapacity, minCapacity, maxCapacity),
      ...(back && forMs !== undefined ? [words.boundsGoBack(back.minCapacity, back.maxCapacity, forMs)] : []),
    ];
  }
  if (set !== undefined && isPaused)
    return [words.autoscalingPauses(forMs), words.bounds(minCapacity, maxCapacity)];
  if (set !== undefined) return [words.autoscalingResumes(minCapacity, maxCapacity)];
  const { desiredCount } = after;
  return [
    words.bounds(minCapacity, maxCapacity),
    ...(isPaused ? [words.autoscalingIsPaused] : []),
    ...(!isPaused && desiredCount > maxCapacity ? [words.aboveBound(maxCapacity)] : []),
    ...(!isPaused && desiredCount < minCapacity ? [words.belowBound(minCapacity)] : []),
    ...(!isPaused && desiredCount >= minCapacity && desiredCount <= maxCapacity ? [words.withinBounds] : []),
  ];
}

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
