import type { ECSClient } from '@aws-sdk/client-ecs';
import type { AccessEffect } from '../../access/targets.ts';
import { readClusterTags } from '../../aws/ecs/clusters.ts';
import { describeServices, isDeploying, type Service } from '../../aws/ecs/services.ts';
import { describeTaskProtection, describeTasks, stopTask, wantedTasks } from '../../aws/ecs/tasks.ts';
import type { StopSafety, StopTaskChange } from '../change.ts';
import { countAfter, isBegun, stoppedTasks } from '../effects.ts';
import { type ChangeKind, healthyLeft, healthyTasks, narrowingTags } from './kind.ts';

/** Stale when the task is gone, or when stopping it has become less safe than its card says. */
export const stopTaskKind: ChangeKind<StopTaskChange> = {
  async inspect({ ecs }, change, recent) {
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
      return { stale: true, current: change, tags, effect: {} };
    }
    if (service === undefined) return { stale: false, current: change, tags, effect: { leaves: 0 } };
    const desiredCount = countAfter(service.desiredCount, recent);
    const found = await readStopSafety(ecs, service, taskArn, desiredCount, stopped);
    const { running, leaves, ...shown } = found;
    const safety = { ...shown, isDeploying: shown.isDeploying || isBegun(service, recent) };
    const runningCount = Math.min(service.runningCount, running);
    const isLastNow = runningCount <= 1 && before.runningCount > 1;
    return {
      stale:
        isLastNow ||
        desiredCount < before.desiredCount ||
        (change.safety !== undefined && isLessSafe(change.safety, safety)),
      current: { ...change, before: { ...before, runningCount, desiredCount }, safety },
      tags,
      effect: { leaves, ...unsafe(safety) },
    };
  },
  async apply({ ecs }, { target, taskArn, drill }, askedBy) {
    const reason = `${drill ? 'Drill' : 'Stopped'} from Slack by ${askedBy}`;
    return { requestId: await stopTask(ecs, target.cluster, taskArn, reason) };
  },
};

/** Fewer healthy tasks than the card showed, or a warning that the card did not have. */
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

/**
 * Whether a task of this service can be stopped safely, how many tasks run, and how many healthy ones the stop leaves in the worst case: ListTasks,
 * DescribeTasks and GetTaskProtection. Tasks that were just `stopped` are not counted, whatever ECS still answers.
 */
async function readStopSafety(
  ecs: ECSClient,
  service: Service,
  taskArn: string,
  desiredCount: number,
  stopped: ReadonlySet<string>,
): Promise<StopSafety & { readonly running: number; readonly leaves: number }> {
  const [tasks, [protection]] = await Promise.all([
    wantedTasks(ecs, service.cluster, service.name),
    describeTaskProtection(ecs, service.cluster, [taskArn]),
  ]);
  const staying = tasks.filter(({ arn }) => !stopped.has(arn));
  const healthy = healthyTasks(staying);
  const isHealthy = healthy.some(({ arn }) => arn === taskArn);
  return {
    healthyCount: healthy.length,
    isDeploying: isDeploying(service),
    isProtected: protection?.isProtected ?? false,
    running: staying.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
    // Tasks above the desired count are about to be stopped anyway.
    leaves: healthyLeft(staying, desiredCount) - (isHealthy ? 1 : 0),
  };
}
