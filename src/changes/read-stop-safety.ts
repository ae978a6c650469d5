import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeTaskProtection } from '../ecs/describe-task-protection.ts';
import { isDeploying } from '../ecs/is-deploying.ts';
import { runningTasks } from '../ecs/running-tasks.ts';
import type { Service } from '../ecs/service.ts';
import type { StopSafety } from './stop-safety.ts';

/** Whether a task of this service can be stopped without harm: ListTasks, DescribeTasks and GetTaskProtection. */
export async function readStopSafety(ecs: ECSClient, service: Service, taskArn: string): Promise<StopSafety> {
  const [running, [protection]] = await Promise.all([
    runningTasks(ecs, service.cluster, service.name),
    describeTaskProtection(ecs, service.cluster, [taskArn]),
  ]);
  return {
    healthyCount: running.filter(({ health }) => health !== 'UNHEALTHY').length,
    isDeploying: isDeploying(service),
    isProtected: protection?.isProtected ?? false,
  };
}
