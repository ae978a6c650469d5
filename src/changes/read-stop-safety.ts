import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeTaskProtection } from '../ecs/describe-task-protection.ts';
import { isDeploying } from '../ecs/is-deploying.ts';
import { runningTasks } from '../ecs/running-tasks.ts';
import type { Service } from '../ecs/service.ts';
import type { StopSafety } from './stop-safety.ts';

/**
 * Whether a task of this service can be stopped without harm, and how many run: ListTasks, DescribeTasks and GetTaskProtection. Those that
 * were just `stopped` do not count, whatever ECS still answers.
 */
export async function readStopSafety(
  ecs: ECSClient,
  service: Service,
  taskArn: string,
  stopped: ReadonlySet<string>,
): Promise<StopSafety & { readonly running: number }> {
  const [tasks, [protection]] = await Promise.all([
    runningTasks(ecs, service.cluster, service.name),
    describeTaskProtection(ecs, service.cluster, [taskArn]),
  ]);
  const staying = tasks.filter(({ arn }) => !stopped.has(arn));
  return {
    healthyCount: staying.filter(({ health }) => health !== 'UNHEALTHY').length,
    isDeploying: isDeploying(service),
    isProtected: protection?.isProtected ?? false,
    running: staying.length,
  };
}
