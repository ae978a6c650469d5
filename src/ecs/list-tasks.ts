import { type DesiredStatus, type ECSClient, paginateListTasks } from '@aws-sdk/client-ecs';

export interface ListTasksOptions {
  readonly cluster: string;
  readonly service?: string;
  /** Of this task definition family. */
  readonly family?: string;
  /** RUNNING (also holds tasks that are still starting) or STOPPED (for about an hour). */
  readonly desiredStatus: DesiredStatus;
  /** Reads no further page once it has this many; all if absent. */
  readonly most?: number;
}

/** `aws ecs list-tasks --cluster … --service-name … --desired-status …`: task ARNs, a hundred a call. */
export async function listTasks(ecs: ECSClient, options: ListTasksOptions): Promise<string[]> {
  const { cluster, service, family, desiredStatus, most = Number.POSITIVE_INFINITY } = options;
  const input = {
    cluster,
    desiredStatus,
    maxResults: 100,
    ...(service !== undefined && { serviceName: service }),
    ...(family !== undefined && { family }),
  };
  const arns: string[] = [];
  for await (const page of paginateListTasks({ client: ecs }, input)) {
    arns.push(...(page.taskArns ?? []));
    if (arns.length >= most) break;
  }
  return arns;
}
