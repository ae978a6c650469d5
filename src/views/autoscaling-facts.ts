import type { AutoscalingState } from '../changes/autoscaling-change.ts';
import type { ScaleChange } from '../changes/change.ts';
import type { Messages } from './messages/messages.ts';

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
