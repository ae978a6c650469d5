import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeTaskProtection } from '../ecs/describe-task-protection.ts';
import { isDeploying } from '../ecs/is-deploying.ts';
import { wantedTasks } from '../ecs/running-tasks.ts';
import type { Service } from '../ecs/service.ts';
import { healthyLeft, healthyTasks } from './healthy-tasks.ts';
import type { StopSafety } from './stop-safety.ts';

/**
 * Whether a task of this service can be stopped without harm, how many run, and how many healthy ones the stop leaves at the worst:
 * ListTasks, DescribeTasks and GetTaskProtection. Those that were just `stopped` do not count, whatever ECS still answers.
 */
export async function readStopSafety(
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
    // Those above the desired count are about to go by themselves.
    leaves: healthyLeft(staying, desiredCount) - (isHealthy ? 1 : 0),
  };
}
