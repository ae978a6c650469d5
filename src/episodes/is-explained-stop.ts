import type { TaskState } from './fact.ts';
import type { FactSet } from './fact-set.ts';
import { isExpectedStop } from './is-expected-stop.ts';

/**
 * Whether a rollout, a scale-in or a move to another zone explains this stop. While ECS balances zones, each stop by its
 * scheduler that is no failed health check is part of that.
 */
export function isExplainedStop(task: TaskState, { actions }: FactSet): boolean {
  if (isExpectedStop(task)) return true;
  if (task.stopCode !== 'ServiceSchedulerInitiated' || task.stoppedReason?.startsWith('Task failed')) {
    return false;
  }
  return Object.values(actions).some(({ eventName }) => eventName === 'SERVICE_REBALANCING_STARTED');
}
