import type { ContainerEntity } from '../ecs/entities/container-entity.ts';
import type { TaskEntity } from '../ecs/entities/task-entity.ts';

/** A container as the task metadata endpoint shows it. */
export function containerMetadata(task: TaskEntity, container: ContainerEntity) {
  return {
    DockerId: container.runtimeId,
    Name: container.name,
    Image: container.image,
    ImageID: container.imageDigest,
    DesiredStatus: task.desiredStatus,
    KnownStatus: container.lastStatus,
    ContainerARN: container.arn,
  };
}
