import {
  DescribeTasksCommand,
  type DesiredStatus,
  type ECSClient,
  GetTaskProtectionCommand,
  paginateListTasks,
  type Task as SdkTask,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { masked } from '../../redact/redact.ts';
import { inChunks } from './errors.ts';
import { nameFromArn } from './target.ts';

/** One container of a task. */
interface Container {
  readonly name: string;
  readonly image: string;
  readonly digest: string | undefined;
  readonly lastStatus: string;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
}

/** A task from DescribeTasks, narrowed once. */
export interface Task {
  readonly arn: string;
  readonly id: string;
  /** Rises with each change that causes an event; two reports of one state have the same version. Absent in older records. */
  readonly version?: number;
  /** `ecs-svc/…` of the deployment that wanted it, or whatever was passed to RunTask. */
  readonly startedBy?: string;
  /** The cluster's name. */
  readonly cluster: string;
  /** Name of the service it belongs to; undefined for a task started by RunTask. */
  readonly service: string | undefined;
  /** `family:revision` */
  readonly taskDefinition: string;
  /** PROVISIONING … STOPPED */
  readonly lastStatus: string;
  /** RUNNING or STOPPED */
  readonly desiredStatus: string;
  /** HEALTHY, UNHEALTHY, or UNKNOWN if there is no health check or none has answered. */
  readonly health: string;
  readonly zone: string | undefined;
  readonly launchType: string | undefined;
  readonly containers: readonly Container[];
  readonly createdAt: Date | undefined;
  readonly startedAt: Date | undefined;
  readonly stoppingAt: Date | undefined;
  /** When its last container ended. */
  readonly executionStoppedAt?: Date | undefined;
  readonly stoppedAt: Date | undefined;
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
}

/** Narrows the SDK's all-optional task. What ECS quotes from others (a registry, a runtime, who stopped it) may contain a secret. */
export function toTask(task: SdkTask): Task {
  const arn = task.taskArn ?? '';
  return {
    arn,
    id: nameFromArn(arn),
    ...(task.version !== undefined && { version: task.version }),
    ...(task.startedBy !== undefined && { startedBy: task.startedBy }),
    cluster: nameFromArn(task.clusterArn ?? ''),
    service: task.group?.startsWith('service:') ? task.group.slice('service:'.length) : undefined,
    taskDefinition: nameFromArn(task.taskDefinitionArn ?? ''),
    lastStatus: task.lastStatus ?? 'UNKNOWN',
    desiredStatus: task.desiredStatus ?? 'RUNNING',
    health: task.healthStatus ?? 'UNKNOWN',
    zone: task.availabilityZone,
    launchType: task.capacityProviderName ?? task.launchType,
    containers: (task.containers ?? []).map((container) => ({
      name: container.name ?? '',
      image: container.image ?? '',
      digest: container.imageDigest,
      lastStatus: container.lastStatus ?? '',
      exitCode: container.exitCode,
      reason: masked(container.reason),
    })),
    createdAt: task.createdAt,
    startedAt: task.startedAt,
    stoppingAt: task.stoppingAt,
    executionStoppedAt: task.executionStoppedAt,
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason: masked(task.stoppedReason),
  };
}

/** Whether a task is protected from scale-in and deployments. StopTask stops it anyway. */
interface TaskProtection {
  readonly taskArn: string;
  readonly isProtected: boolean;
  /** When the protection expires; absent for a task that is not protected. */
  readonly expiresAt: Date | undefined;
}

/**
 * `aws ecs get-task-protection --cluster … --tasks …`, ARNs or ids, a hundred per call. Left out are tasks that ECS has forgotten, that have stopped,
 * or that belong to no service (ECS can't protect those).
 */
export function describeTaskProtection(
  ecs: ECSClient,
  cluster: string,
  tasks: readonly string[],
): Promise<TaskProtection[]> {
  return inChunks(tasks, 100, async (chunk) => {
    const answer = await ecs.send(new GetTaskProtectionCommand({ cluster, tasks: chunk }));
    return (answer.protectedTasks ?? []).map(({ taskArn = '', protectionEnabled, expirationDate }) => ({
      taskArn,
      isProtected: protectionEnabled ?? false,
      expiresAt: expirationDate,
    }));
  });
}

/** A service's tasks that ECS wants to run, whether they are running yet or not: ListTasks and DescribeTasks. */
export async function wantedTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const arns = await listTasks(ecs, { cluster, service, desiredStatus: 'RUNNING' });
  const tasks = await describeTasks(ecs, cluster, arns);
  return tasks.filter(
    ({ lastStatus, desiredStatus }) => lastStatus !== 'STOPPED' && desiredStatus === 'RUNNING',
  );
}

/** Those that are up, the oldest first. */
export async function runningTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const tasks = await wantedTasks(ecs, cluster, service);
  return tasks
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .sort((a, b) => Number(a.startedAt) - Number(b.startedAt));
}

interface ListTasksOptions {
  readonly cluster: string;
  readonly service?: string;
  /** Only tasks of this task definition family. */
  readonly family?: string;
  /** RUNNING (includes tasks that are still starting) or STOPPED (for about an hour). */
  readonly desiredStatus: DesiredStatus;
  /** Stops reading pages once it has this many; reads all if absent. */
  readonly most?: number;
}

/** `aws ecs list-tasks --cluster … --service-name … --desired-status …`: task ARNs, a hundred per call. */
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

/** `aws ecs describe-tasks --cluster … --tasks …`, ARNs or ids, a hundred per call; tasks that ECS has forgotten are left out. */
export function describeTasks(ecs: ECSClient, cluster: string, tasks: readonly string[]): Promise<Task[]> {
  return inChunks(tasks, 100, async (chunk) => {
    const answer = await ecs.send(new DescribeTasksCommand({ cluster, tasks: chunk }));
    return (answer.tasks ?? []).map(toTask);
  });
}

/** Older pages of ECS's documentation name this limit, newer ones none; a longer reason is cut, never refused. */
const longestReason = 255;

/** `aws ecs stop-task --cluster … --task … --reason …`; harmless if the task is already stopping. Returns the request's id. */
export async function stopTask(
  ecs: ECSClient,
  cluster: string,
  task: string,
  reason: string,
): Promise<string | undefined> {
  const { $metadata } = await ecs.send(
    new StopTaskCommand({ cluster, task, reason: reason.slice(0, longestReason) }),
  );
  return $metadata.requestId;
}
