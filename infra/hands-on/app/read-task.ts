import { hostname } from 'node:os';
import type { Task } from './task.ts';

/** The members of the task metadata endpoint, version 4, that the page shows. */
interface TaskMetadata {
  readonly TaskARN?: string;
  readonly Family?: string;
  readonly Revision?: string;
  readonly AvailabilityZone?: string;
}

/**
 * Asks ECS which task this is: `uri` is the container's ECS_CONTAINER_METADATA_URI_V4, absent outside of ECS. An endpoint that
 * does not answer is no reason not to serve: the host's name stands in.
 */
export async function readTask(uri: string | undefined): Promise<Task> {
  const unknown = { id: hostname() };
  if (uri === undefined || uri === '') return unknown;
  try {
    const answer = await fetch(`${uri}/task`, { signal: AbortSignal.timeout(2_000) });
    const { TaskARN, Family, Revision, AvailabilityZone } = (await answer.json()) as TaskMetadata;
    return {
      id: TaskARN?.split('/').at(-1) ?? unknown.id,
      ...(AvailabilityZone !== undefined && { zone: AvailabilityZone }),
      ...(Family !== undefined && Revision !== undefined && { taskDefinition: `${Family}:${Revision}` }),
    };
  } catch {
    return unknown;
  }
}
