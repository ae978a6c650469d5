import { ClientException, DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { imageTag } from './image-tag.ts';

/** What an episode needs of a task definition. */
export interface TaskDefinition {
  /** Whether one of its essential containers has a health check: ECS looks at no other's for a task's health. */
  readonly hasHealthCheck: boolean;
  /** Of its first container's image. */
  readonly imageTag: string | undefined;
}

/**
 * `aws ecs describe-task-definition --task-definition family:revision`. One that was deleted (ECS answers with
 * ClientException) has no health check and no image any more.
 */
export async function describeTaskDefinition(
  ecs: ECSClient,
  taskDefinition: string,
): Promise<TaskDefinition> {
  try {
    const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const containers = answer.taskDefinition?.containerDefinitions ?? [];
    const image = containers[0]?.image;
    return {
      hasHealthCheck: containers.some(
        // Without `essential` a container is one.
        ({ essential = true, healthCheck }) => essential && healthCheck !== undefined,
      ),
      imageTag: image === undefined ? undefined : imageTag(image),
    };
  } catch (error) {
    if (error instanceof ClientException) return { hasHealthCheck: false, imageTag: undefined };
    throw error;
  }
}
