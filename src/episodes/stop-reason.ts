import type { TaskState } from './fact.ts';
import { explainStop } from './stop-reasons/explain-stop.ts';
import type { StopExplanation } from './stop-reasons/stop-explanation.ts';

export type StopReason = StopExplanation;

/** Why the task stopped, from what an episode keeps of it. */
export function stopReason({ stopCode, stoppedReason, exit }: TaskState): StopReason {
  const containers = exit && [{ name: exit.container, exitCode: exit.code, reason: exit.reason }];
  return explainStop({ stopCode, stoppedReason, containers });
}
