import type { TaskState } from './fact.ts';

/**
 * Whether a rollout or a scale-in explains this stop, as ECS's scheduler says by its reason. A stop by the scheduler
 * that does not say why yet counts as expected: a later version of the task tells.
 */
export function isExpectedStop({ stopCode, stoppedReason }: TaskState): boolean {
  if (stoppedReason === undefined) return stopCode === 'ServiceSchedulerInitiated';
  return stoppedReason.startsWith('Scaling activity initiated by');
}
