import type { Task } from '../aws/ecs/tasks.ts';

/**
 * Those that serve: up, and not known to be ill. UNKNOWN is also said of a task without any health check; beside one of the same task
 * definition whose check has answered, it is a task whose own has not.
 */
export function healthyTasks(tasks: readonly Task[]): readonly Task[] {
  const checked = new Set(
    tasks.flatMap(({ health, taskDefinition }) => (health === 'UNKNOWN' ? [] : [taskDefinition])),
  );
  return tasks.filter(
    ({ lastStatus, health, taskDefinition }) =>
      lastStatus === 'RUNNING' &&
      (health === 'HEALTHY' || (health === 'UNKNOWN' && !checked.has(taskDefinition))),
  );
}

/**
 * How many healthy tasks are left at the worst when ECS takes a service down to a count. `unseen` ones are starting and not listed yet. ECS
 * documents that it minds the zones when it chooses which to stop, and nothing of health (UpdateService,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html): healthy ones may go, and ill or starting ones stay.
 */
export function healthyLeft(tasks: readonly Task[], count: number, unseen = 0): number {
  const stops = Math.max(0, tasks.length + unseen - count);
  return Math.max(0, Math.min(count, healthyTasks(tasks).length - stops));
}
