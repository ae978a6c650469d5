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

/** A task as DescribeTasks tells it, narrowed once. */
export interface Task {
  readonly arn: string;
  readonly id: string;
  /** Rises with each change that makes an event; of two reports of one state it is the same. Absent in what was stored earlier. */
  readonly version?: number;
  /** `ecs-svc/…` of the deployment that wanted it, or whatever RunTask was given. */
  readonly startedBy?: string;
  /** The cluster's name. */
  readonly cluster: string;
  /** Name of the service that it belongs to; undefined for a task started by RunTask. */
  readonly service: string | undefined;
  /** `family:revision` */
  readonly taskDefinition: string;
  /** PROVISIONING … STOPPED */
  readonly lastStatus: string;
  /** RUNNING or STOPPED */
  readonly desiredStatus: string;
  /** HEALTHY, UNHEALTHY, or UNKNOWN where no health check exists or none has answered. */
  readonly health: string;
  readonly zone: string | undefined;
  readonly launchType: string | undefined;
  readonly containers: readonly Container[];
  readonly createdAt: Date | undefined;
  readonly startedAt: Date | undefined;
  readonly stoppingAt: Date | undefined;
  /** When its last container had ended. */
  readonly executionStoppedAt?: Date | undefined;
  readonly stoppedAt: Date | undefined;
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
}

/** Narrows the SDK's all-optional task. What ECS quotes of others (a registry, a runtime, who stopped it) may hold a secret. */
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

/** Whether a task is protected against being taken by scaling in and by deployments. StopTask takes it all the same. */
interface TaskProtection {
  readonly taskArn: string;
  readonly isProtected: boolean;
  /** When the protection ends by itself; absent for a task that is not protected. */
  readonly expiresAt: Date | undefined;
}

/**
 * `aws ecs get-task-protection --cluster … --tasks …`, ARNs or ids, a hundred a call. What is left out: tasks that
 * ECS has forgotten, have stopped, or belong to no service (ECS can not protect those).
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

/** A service's tasks that ECS wants to run, whether they do already or not: ListTasks and DescribeTasks. */
export async function wantedTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const arns = await listTasks(ecs, { cluster, service, desiredStatus: 'RUNNING' });
  const tasks = await describeTasks(ecs, cluster, arns);
  return tasks.filter(
    ({ lastStatus, desiredStatus }) => lastStatus !== 'STOPPED' && desiredStatus === 'RUNNING',
  );
}

/** Those of them that are up, the oldest first. */
export async function runningTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const tasks = await wantedTasks(ecs, cluster, service);
  return tasks
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .sort((a, b) => Number(a.startedAt) - Number(b.startedAt));
}

interface ListTasksOptions {
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

/** `aws ecs describe-tasks --cluster … --tasks …`, ARNs or ids, a hundred a call; what ECS forgot is left out. */
export function describeTasks(ecs: ECSClient, cluster: string, tasks: readonly string[]): Promise<Task[]> {
  return inChunks(tasks, 100, async (chunk) => {
    const answer = await ecs.send(new DescribeTasksCommand({ cluster, tasks: chunk }));
    return (answer.tasks ?? []).map(toTask);
  });
}

/** Older pages of ECS's documentation name this limit, newer ones none; a longer reason is cut, never refused. */
const longestReason = 255;

/** `aws ecs stop-task --cluster … --task … --reason …`; harmless for a task that stops already. The answer is the request's id. */
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
