import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import type { TargetHealth } from '../runtime/target-groups.ts';

/** How the load balancer finds a task, by target group; empty for a task that is only played. */
export function targetHealth(
  { targetGroups }: EcsWorld,
  task: TaskEntity,
): readonly (TargetHealth & { readonly targetGroupArn: string })[] {
  return task.targetGroupArns.flatMap((targetGroupArn) => {
    const health = targetGroups?.health(targetGroupArn, task.id);
    return health === undefined ? [] : [{ ...health, targetGroupArn }];
  });
}
