import type { AccessEffect } from '../access/access-request.ts';
import { describeServices } from '../ecs/describe-services.ts';
import { describeTasks } from '../ecs/describe-tasks.ts';
import { readClusterTags } from '../ecs/read-cluster-tags.ts';
import { stopTask } from '../ecs/stop-task.ts';
import type { StopTaskChange } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { narrowingTags } from './narrowing-tags.ts';
import { type StopState, stopLook } from './stop-look.ts';

/** A stop moves when its task is gone, or when it has become less safe than its card says. */
export const stopTaskKind: ChangeKind<StopTaskChange> = {
  async look({ ecs }, { target, taskArn, before }) {
    const [[task], services, clusterTags] = await Promise.all([
      describeTasks(ecs, target.cluster, [taskArn]),
      'service' in target ? describeServices(ecs, target.cluster, [target.service], ['TAGS']) : [],
      readClusterTags(ecs, target.cluster),
    ]);
    const [service] = services;
    const tags = narrowingTags(clusterTags, service?.tags ?? {});
    const isGone = task === undefined || task.desiredStatus === 'STOPPED';
    if (isGone || ('service' in target && service === undefined)) return { moved: true, tags, effect: {} };
    const state = await stopLook(ecs, task, service);
    const isHealthy = task.lastStatus === 'RUNNING' && task.health !== 'UNHEALTHY';
    return {
      moved: isLessSafe(before, state),
      tags,
      effect: {
        leaves: state.healthyCount - (isHealthy ? 1 : 0),
        ...unsafe(state),
      },
    };
  },
  apply: ({ ecs }, { target, taskArn, drill }, askedBy) =>
    stopTask(ecs, target.cluster, taskArn, `${drill ? 'Drill' : 'Stopped'} from Slack by ${askedBy}`),
};

function isLessSafe(card: StopState, now: StopState): boolean {
  const isLast = (state: StopState) => state.runningCount <= 1 || state.healthyCount <= 1;
  return (
    (isLast(now) && !isLast(card)) ||
    (now.isDeploying && !card.isDeploying) ||
    (now.isProtected && !card.isProtected)
  );
}

function unsafe({ isDeploying, isProtected }: StopState): Pick<AccessEffect, 'unsafe'> {
  if (isProtected) return { unsafe: 'protected' };
  return isDeploying ? { unsafe: 'deployment' } : {};
}
