import type { TaskState } from './fact.ts';
import type { FactSet } from './fact-set.ts';
import { stopReason } from './stop-reason.ts';

/** Whether ECS's scheduler stopped the task for a rollout or a scale-in; or does not say yet why: a later version of the task tells. */
export function isPlannedStop(task: TaskState): boolean {
  const { code } = stopReason(task, false);
  return code === 'scaling' || code === 'scheduler';
}

/**
 * Whether a rollout, a scale-in or a move to another zone explains this stop. While ECS balances zones, each stop by its
 * scheduler for which it has no words that are known is part of that.
 */
export function isExplainedStop(task: TaskState, { actions }: FactSet): boolean {
  if (isPlannedStop(task)) return true;
  if (task.stopCode !== 'ServiceSchedulerInitiated' || stopReason(task, false).code !== 'unknown')
    return false;
  return Object.values(actions).some(({ eventName }) => eventName === 'SERVICE_REBALANCING_STARTED');
}
