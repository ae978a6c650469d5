import { ClientException, DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';

/**
 * `aws ecs describe-task-definition --task-definition family:revision`: whether a container in it has a health check.
 * A task definition that was deleted (ECS answers with ClientException) has none any more.
 */
export async function hasHealthCheck(ecs: ECSClient, taskDefinition: string): Promise<boolean> {
  try {
    const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return (answer.taskDefinition?.containerDefinitions ?? []).some(
      ({ healthCheck }) => healthCheck !== undefined,
    );
  } catch (error) {
    if (error instanceof ClientException) return false;
    throw error;
  }
}
