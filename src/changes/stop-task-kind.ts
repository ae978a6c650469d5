import type { AccessEffect } from '../access/access-request.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { describeTasks } from '../ecs/describe-tasks.ts';
import { readClusterTags } from '../ecs/read-cluster-tags.ts';
import { stopTask } from '../ecs/stop-task.ts';
import type { StopTaskChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { countAfter, stoppedTasks } from './effects.ts';
import { narrowingTags } from './narrowing-tags.ts';
import { readStopSafety } from './read-stop-safety.ts';
import type { StopSafety } from './stop-safety.ts';

/** A stop moves when its task is gone, or when it has become less safe than its card says. */
export const stopTaskKind: ChangeKind<StopTaskChange> = {
  async look({ ecs }, change, recent) {
    const { target, taskArn, before } = change;
    const [[task], services, clusterTags] = await Promise.all([
      describeTasks(ecs, target.cluster, [taskArn]),
      'service' in target ? describeServices(ecs, target.cluster, [target.service], ['TAGS']) : [],
      readClusterTags(ecs, target.cluster),
    ]);
    const [service] = services;
    const tags = narrowingTags(clusterTags, service?.tags ?? {});
    const stopped = stoppedTasks(recent);
    const isGone = task === undefined || task.desiredStatus === 'STOPPED' || stopped.has(taskArn);
    if (isGone || ('service' in target && service === undefined)) {
      return { moved: true, seen: change, tags, effect: {} };
    }
    if (service === undefined) return { moved: false, seen: change, tags, effect: { leaves: 0 } };
    const desiredCount = countAfter(service.desiredCount, recent);
    const found = await readStopSafety(ecs, service, taskArn, desiredCount, stopped);
    const { running, leaves, ...safety } = found;
    const runningCount = Math.min(service.runningCount, running);
    const isLastNow = runningCount <= 1 && before.runningCount > 1;
    return {
      moved:
        isLastNow ||
        desiredCount < before.desiredCount ||
        (change.safety !== undefined && isLessSafe(change.safety, safety)),
      seen: { ...change, before: { ...before, runningCount, desiredCount }, safety },
      tags,
      effect: { leaves, ...unsafe(safety) },
    };
  },
  async apply({ ecs }, { target, taskArn, drill }, askedBy) {
    const reason = `${drill ? 'Drill' : 'Stopped'} from Slack by ${askedBy}`;
    return { requestId: await stopTask(ecs, target.cluster, taskArn, reason) };
  },
};

/** Fewer are left than its card was shown with, or a warning would stand on it now. */
function isLessSafe(card: StopSafety, now: StopSafety): boolean {
  return (
    now.healthyCount < card.healthyCount ||
    (now.isDeploying && !card.isDeploying) ||
    (now.isProtected && !card.isProtected)
  );
}

function unsafe({ isDeploying, isProtected }: StopSafety): Pick<AccessEffect, 'unsafe'> {
  if (isProtected) return { unsafe: 'protected' };
  return isDeploying ? { unsafe: 'deployment' } : {};
}
