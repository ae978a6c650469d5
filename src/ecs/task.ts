import type { Task as SdkTask } from '@aws-sdk/client-ecs';
import { masked } from '../redact/redact.ts';
import { nameFromArn } from './name-from-arn.ts';

/** One container of a task. */
export interface Container {
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
