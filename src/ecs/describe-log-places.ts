import { ClientException, DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';

/** A container and where its driver writes; `logGroup` and `streamPrefix` only where that is CloudWatch Logs with a prefix. */
export interface ContainerLogs {
  readonly container: string;
  readonly driver: string | undefined;
  readonly logGroup: string | undefined;
  readonly streamPrefix: string | undefined;
}

/** `aws ecs describe-task-definition --task-definition family:revision`: where each container logs to. None for one that was deleted. */
export async function describeLogPlaces(ecs: ECSClient, taskDefinition: string): Promise<ContainerLogs[]> {
  try {
    const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return (answer.taskDefinition?.containerDefinitions ?? []).map(({ name = '', logConfiguration }) => ({
      container: name,
      driver: logConfiguration?.logDriver,
      logGroup: logConfiguration?.options?.['awslogs-group'],
      streamPrefix: logConfiguration?.options?.['awslogs-stream-prefix'],
    }));
  } catch (error) {
    if (error instanceof ClientException) return [];
    throw error;
  }
}
