import type { AccessEffect } from '../access/access-request.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { describeTasks } from '../ecs/describe-tasks.ts';
import { readClusterTags } from '../ecs/read-cluster-tags.ts';
import { stopTask } from '../ecs/stop-task.ts';
import type { StopTaskChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { narrowingTags } from './narrowing-tags.ts';
import { readStopSafety } from './read-stop-safety.ts';
import type { StopSafety } from './stop-safety.ts';

/** A stop moves when its task is gone, or when it has become less safe than its card says. */
export const stopTaskKind: ChangeKind<StopTaskChange> = {
  async look({ ecs }, change) {
    const { target, taskArn, before } = change;
    const [[task], services, clusterTags] = await Promise.all([
      describeTasks(ecs, target.cluster, [taskArn]),
      'service' in target ? describeServices(ecs, target.cluster, [target.service], ['TAGS']) : [],
      readClusterTags(ecs, target.cluster),
    ]);
    const [service] = services;
    const tags = narrowingTags(clusterTags, service?.tags ?? {});
    const isGone = task === undefined || task.desiredStatus === 'STOPPED';
    if (isGone || ('service' in target && service === undefined)) {
      return { moved: true, seen: change, tags, effect: {} };
    }
    if (service === undefined) return { moved: false, seen: change, tags, effect: { leaves: 0 } };
    const safety = await readStopSafety(ecs, service, taskArn);
    const isHealthy = task.lastStatus === 'RUNNING' && task.health !== 'UNHEALTHY';
    const { runningCount, desiredCount } = service;
    const isLastNow = runningCount <= 1 && before.runningCount > 1;
    return {
      moved:
        isLastNow ||
        (change.safety !== undefined && isLessSafe(change.safety, safety, change.drill === true)),
      seen: { ...change, before: { ...before, runningCount, desiredCount }, safety },
      tags,
      effect: { leaves: safety.healthyCount - (isHealthy ? 1 : 0), ...unsafe(safety) },
    };
  },
  async apply({ ecs }, { target, taskArn, drill }, askedBy) {
    const reason = `${drill ? 'Drill' : 'Stopped'} from Slack by ${askedBy}`;
    return { requestId: await stopTask(ecs, target.cluster, taskArn, reason) };
  },
};

/** A drill wants as many healthy tasks as its card was shown with. */
function isLessSafe(card: StopSafety, now: StopSafety, isDrill: boolean): boolean {
  return (
    (now.healthyCount <= 1 && card.healthyCount > 1) ||
    (isDrill && now.healthyCount < card.healthyCount) ||
    (now.isDeploying && !card.isDeploying) ||
    (now.isProtected && !card.isProtected)
  );
}

function unsafe({ isDeploying, isProtected }: StopSafety): Pick<AccessEffect, 'unsafe'> {
  if (isProtected) return { unsafe: 'protected' };
  return isDeploying ? { unsafe: 'deployment' } : {};
}
