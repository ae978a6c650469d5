import type { TaskState } from './fact.ts';
import type { FoldedTasks } from './fact-set.ts';
import { isExpected, isTrouble, type ReasonCode, type StopExplanation } from './stop-reasons/codes.ts';
import { explainStop } from './stop-reasons/explain.ts';

export type StopReason = StopExplanation;

/**
 * Why the task stopped, from what an episode keeps of it: what was read of the whole texts, or, in records of version 0.1, the
 * texts themselves. `standalone`: it belongs to no service.
 */
export function stopReason(
  { why, stopCode, stoppedReason, exit }: TaskState,
  standalone: boolean,
): StopExplanation {
  if (why !== undefined) return { ...why, expected: isExpected(why.code, standalone) };
  const containers = exit && [{ name: exit.container, exitCode: exit.code, reason: exit.reason }];
  return explainStop({ stopCode, stoppedReason, containers, standalone });
}

/** How many of the stops that are only counted are trouble; their keys begin with the reason's code. */
export function foldedTrouble(reasons: FoldedTasks['reasons'], standalone: boolean): number {
  return Object.entries(reasons)
    .filter(([key]) => isTrouble(key.split(':')[0] as ReasonCode, standalone))
    .reduce((sum, [, count]) => sum + count, 0);
}
