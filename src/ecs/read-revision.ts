import {
  ClientException,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';

/**
 * `aws ecs describe-task-definition --task-definition family[:revision]`; a family alone is its newest ACTIVE revision. Undefined
 * when there is none.
 */
export async function readRevision(
  ecs: ECSClient,
  taskDefinition: string,
): Promise<TaskDefinition | undefined> {
  try {
    return (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition;
  } catch (error) {
    if (error instanceof ClientException) return undefined;
    throw error;
  }
}
