import type { Change, ScaleChange, StopTaskChange } from '../changes/change.ts';
import { standingWithout } from '../changes/for-a-time.ts';
import { autoscalingFacts } from './autoscaling-facts.ts';
import { formatAge } from './format-age.ts';
import type { Messages } from './messages/messages.ts';
import { resourceFacts } from './resource-facts.ts';

/** What a change does and what follows from it, a line each. `now` in epoch milliseconds. */
export function cardFacts(change: Change, messages: Messages, now: number): string[] {
  if (change.type === 'scale') return scaleFacts(change, messages, now);
  return change.type === 'stop-task' ? stopFacts(change, messages, now) : resourceFacts(change, messages);
}

function scaleFacts(change: ScaleChange, { changes: words }: Messages, now: number): string[] {
  const { before, after, forMs, autoscaling } = change;
  const step = after.desiredCount - before.desiredCount;
  const back = forMs === undefined ? undefined : standingWithout(change, now + forMs);
  return [
    words.scaleCounts(before.desiredCount, before.runningCount, after.desiredCount),
    ...(step === 0 ? [] : [step > 0 ? words.scaleOut(step) : words.scaleIn(-step)]),
    ...(after.desiredCount === 0 ? [words.scaleToZero] : []),
    ...(back && forMs !== undefined && autoscaling?.after === undefined
      ? [words.goesBack(back.desiredCount, forMs)]
      : []),
    ...autoscalingFacts(change, back?.autoscaling, words),
  ];
}

function stopFacts(
  { target, taskArn, before, safety }: StopTaskChange,
  messages: Messages,
  now: number,
): string[] {
  const words = messages.changes;
  const { startedAt, taskDefinition, zone, runningCount, desiredCount } = before;
  const age = startedAt === undefined ? undefined : formatAge(now - Date.parse(startedAt), messages.locale);
  return [
    words.stopWhich(taskArn, taskDefinition, age, zone),
    consequence(),
    ...(safety?.isDeploying ? [words.stopDuringDeployment] : []),
    ...(safety?.isProtected ? [words.stopProtected] : []),
  ];

  function consequence(): string {
    if (!('service' in target)) return words.stopStandalone;
    if (desiredCount === 0) return words.stopNotReplaced;
    if (runningCount <= 1) return words.stopOnlyOne;
    if (safety !== undefined && safety.healthyCount <= 1) return words.stopLastHealthy(runningCount);
    return words.stopReplaced(runningCount);
  }
}
