import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';

/**
 * Gives the task's containers their digests. A service's task gets those that its deployment began with (ECS's
 * version consistency), whatever the tag means by now. Answers the reason when an image can not be pulled.
 */
export function pullImages(
  world: EcsWorld,
  task: TaskEntity,
  deployment: DeploymentEntity | undefined,
): string | undefined {
  for (const container of task.containers) {
    const { image, name, behaviour } = container;
    const known = deployment?.revision.containerImages.find(({ containerName }) => containerName === name);
    const digest =
      behaviour.failPull === undefined ? (known?.imageDigest ?? world.digestOf(image)) : undefined;
    if (digest === undefined) {
      const reason = `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: ${behaviour.failPull ?? 'not found'}`;
      container.reason = reason;
      return reason;
    }
    container.imageDigest = digest;
    if (known !== undefined) known.imageDigest = digest;
  }
  return undefined;
}
