import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeTaskProtection } from '../ecs/describe-task-protection.ts';
import { isDeploying } from '../ecs/is-deploying.ts';
import { runningTasks } from '../ecs/running-tasks.ts';
import type { Service } from '../ecs/service.ts';
import type { Task } from '../ecs/task.ts';
import type { StopTaskChange } from './change.ts';

/** What stopping one task comes to, as it stands now. */
export type StopState = Pick<
  StopTaskChange['before'],
  'runningCount' | 'desiredCount' | 'healthyCount' | 'isDeploying' | 'isProtected'
>;

/** Reads what makes a stop safe or not; `service` as DescribeServices just told it, none for a task that belongs to none. */
export async function stopLook(
  ecs: ECSClient,
  task: Pick<Task, 'arn' | 'cluster'>,
  service: Service | undefined,
): Promise<StopState> {
  if (service === undefined) {
    return { runningCount: 1, desiredCount: 0, healthyCount: 1, isDeploying: false, isProtected: false };
  }
  const [running, [protection]] = await Promise.all([
    runningTasks(ecs, service.cluster, service.name),
    describeTaskProtection(ecs, task.cluster, [task.arn]),
  ]);
  return {
    runningCount: service.runningCount,
    desiredCount: service.desiredCount,
    healthyCount: running.filter(({ health }) => health !== 'UNHEALTHY').length,
    isDeploying: isDeploying(service),
    isProtected: protection?.isProtected ?? false,
  };
}
