import type { TaskEntity } from '../ecs/entities/task-entity.ts';
import { containerMetadata } from './container-metadata.ts';

/** A task as the task metadata endpoint shows it. */
export function taskMetadata(task: TaskEntity) {
  const { family, revision } = task.taskDefinition;
  return {
    Cluster: task.clusterArn,
    TaskARN: task.arn,
    Family: family,
    Revision: String(revision),
    DesiredStatus: task.desiredStatus,
    KnownStatus: task.lastStatus,
    AvailabilityZone: task.availabilityZone,
    LaunchType: task.launchType,
    Containers: task.containers.map((container) => containerMetadata(task, container)),
  };
}
