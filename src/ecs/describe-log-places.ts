import { ClientException, DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';

/** A container, its part in the life of its task, and where its driver writes; `logGroup` and `streamPrefix` only where that is CloudWatch Logs with a prefix. */
export interface ContainerLogs {
  readonly container: string;
  readonly essential: boolean;
  /** Seconds; undefined where the host's default counts. */
  readonly stopTimeout: number | undefined;
  readonly driver: string | undefined;
  readonly logGroup: string | undefined;
  readonly streamPrefix: string | undefined;
}

/** `aws ecs describe-task-definition --task-definition family:revision`: where each container logs to. None for one that was deleted. */
export async function describeLogPlaces(ecs: ECSClient, taskDefinition: string): Promise<ContainerLogs[]> {
  try {
    const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return (answer.taskDefinition?.containerDefinitions ?? []).map(
      ({ name = '', essential = true, stopTimeout, logConfiguration }) => ({
        ...{ container: name, essential, stopTimeout },
        driver: logConfiguration?.logDriver,
        logGroup: logConfiguration?.options?.['awslogs-group'],
        streamPrefix: logConfiguration?.options?.['awslogs-stream-prefix'],
      }),
    );
  } catch (error) {
    if (error instanceof ClientException) return [];
    throw error;
  }
}

/** The same, for many who ask of the same revisions. */
export type ContainerReader = (taskDefinition: string) => Promise<readonly ContainerLogs[]>;

/** Revisions that are remembered. */
const mostRevisions = 500;

/** Asks of each `family:revision` once, for a revision never changes. A failed reading is not kept. */
export function containerReader(ecs: ECSClient): ContainerReader {
  const known = new Map<string, Promise<readonly ContainerLogs[]>>();

  return (taskDefinition) => {
    const kept = known.get(taskDefinition);
    if (kept !== undefined) return kept;
    const reading = describeLogPlaces(ecs, taskDefinition);
    known.set(taskDefinition, reading);
    reading.catch(() => known.delete(taskDefinition));
    const [oldest] = known.keys();
    if (known.size > mostRevisions && oldest !== undefined) known.delete(oldest);
    return reading;
  };
}
