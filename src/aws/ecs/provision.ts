import {
  ClusterNotFoundException,
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  type ECSClient,
  InvalidParameterException,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  ServerException,
  ServiceNotActiveException,
  ServiceNotFoundException,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { nameFromArn } from './target.ts';

/** A task definition in its short form: one container on Fargate that serves a port and logs to CloudWatch Logs. */
export interface TaskDefinitionWanted {
  readonly family: string;
  readonly image: string;
  /** CPU units, 1024 per vCPU, and MiB; strings, as ECS takes them. */
  readonly cpu: string;
  readonly memory: string;
  readonly port: number;
  readonly executionRoleArn: string;
  readonly logGroup: string;
  readonly region: string;
}

/** A service on Fargate behind a target group. */
export interface ServiceWanted {
  readonly target: { readonly cluster: string; readonly service: string };
  readonly after: { readonly desiredCount: number };
  /** `family:revision` */
  readonly taskDefinition: string;
  /** The target group's destination. */
  readonly container: { readonly name: string; readonly port: number };
  readonly subnets: readonly string[];
  readonly securityGroup: string;
  readonly targetGroupArn: string;
}

/** Outputs of the hands-on's stack, passed in at deployment, for the resources that the bot creates alongside it. */
export interface HandsOn {
  readonly region: string;
  /** Of the local AWS; absent on AWS. */
  readonly endpoint?: string;
  readonly subnets: readonly string[];
  /** The tasks' security group. */
  readonly securityGroup: string;
  readonly targetGroupArn: string;
  /** The only role that the bot may pass to a task. */
  readonly executionRoleArn: string;
  readonly logGroup: string;
}

/** `aws ecs create-cluster --cluster-name …`: harmless if it exists. Returns the request's id. */
export async function createCluster(ecs: ECSClient, clusterName: string): Promise<string | undefined> {
  const { $metadata } = await ecs.send(new CreateClusterCommand({ clusterName, tags: handsOnTags }));
  return $metadata.requestId;
}

/** On everything that the hands-on creates, as on its stack, so that it can be found again. */
const handsOnTags = [{ key: 'ecs-ops-bot', value: 'hands-on' }];

/** Seconds a task has before the load balancer's health checks count against it. */
const graceSeconds = 60;

/**
 * `aws ecs create-service --launch-type FARGATE …` as the hands-on's stack does it: with a circuit breaker that rolls back, and with public
 * addresses, because there is no NAT gateway. Returns the request's id.
 */
export async function createService(ecs: ECSClient, wanted: ServiceWanted): Promise<string | undefined> {
  const { target, after, taskDefinition, container, subnets, securityGroup, targetGroupArn } = wanted;
  const { $metadata } = await ecs.send(
    new CreateServiceCommand({
      cluster: target.cluster,
      serviceName: target.service,
      taskDefinition,
      launchType: 'FARGATE',
      desiredCount: after.desiredCount,
      healthCheckGracePeriodSeconds: graceSeconds,
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: true, rollback: true },
        minimumHealthyPercent: 100,
        maximumPercent: 200,
      },
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...subnets],
          securityGroups: [securityGroup],
          assignPublicIp: 'ENABLED',
        },
      },
      loadBalancers: [{ targetGroupArn, containerName: container.name, containerPort: container.port }],
      enableECSManagedTags: true,
      propagateTags: 'SERVICE',
      tags: handsOnTags,
    }),
  );
  return $metadata.requestId;
}

/** `aws ecs delete-cluster --cluster …`: harmless if it is gone. Returns the request's id. */
export async function deleteCluster(ecs: ECSClient, cluster: string): Promise<string | undefined> {
  try {
    const { $metadata } = await ecs.send(new DeleteClusterCommand({ cluster }));
    return $metadata.requestId;
  } catch (error) {
    if (error instanceof ClusterNotFoundException) return undefined;
    throw error;
  }
}

const gone = [ServiceNotFoundException, ServiceNotActiveException, ClusterNotFoundException];

/** `aws ecs delete-service --cluster … --service … --force`: also stops its tasks. Harmless if it is gone. Returns the request's id. */
export async function deleteService(
  ecs: ECSClient,
  target: { readonly cluster: string; readonly service: string },
): Promise<string | undefined> {
  try {
    const { $metadata } = await ecs.send(new DeleteServiceCommand({ ...target, force: true }));
    return $metadata.requestId;
  } catch (error) {
    if (gone.some((Exception) => error instanceof Exception)) return undefined;
    throw error;
  }
}

const mebibytes = (from: number, to: number, step = 1024) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** CPU units and the MiB that Fargate allows with them, up to 4 vCPU: more is not needed for learning. */
const memories: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: mebibytes(1024, 4096),
  1024: mebibytes(2048, 8192),
  2048: mebibytes(4096, 16_384),
  4096: mebibytes(8192, 30_720),
};

/** The memory sizes (MiB) that Fargate allows with this many CPU units; none if Fargate has no such size. */
export function fargateMemories(cpu: number): readonly number[] {
  return memories[cpu] ?? [];
}

/**
 * Whether CreateCluster failed as it does for an account's first cluster: the service-linked role of ECS is being created at the same time and is not
 * ready yet. "Unable to assume the service linked role", or a 500 with "Service Unavailable".
 */
export function isFirstCluster(error: unknown): error is Error {
  if (error instanceof ServerException) return /service unavailable/i.test(error.message);
  return error instanceof InvalidParameterException && /service linked role/i.test(error.message);
}

/** Whether a revision is what the short form would register, ignoring the defaults that ECS adds. */
export function isRegisteredAs(found: TaskDefinition, wanted: TaskDefinitionWanted): boolean {
  const input = toTaskDefinitionInput(wanted);
  const { containerDefinitions: containers = [], taskRoleArn, volumes = [] } = found;
  const [container] = containers;
  const nothingElse =
    taskRoleArn === undefined &&
    volumes.length === 0 &&
    containers.length === 1 &&
    (container?.environment ?? []).length + (container?.secrets ?? []).length === 0 &&
    container?.command === undefined &&
    container?.entryPoint === undefined &&
    container?.healthCheck === undefined;
  return found.status === 'ACTIVE' && nothingElse && holds(found, input);
}

/** Whether `found` has everything in `wanted`; lists must have the same length. */
function holds(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((item, index) => holds(found[index], item))
    );
  }
  if (wanted === null || typeof wanted !== 'object') return found === wanted;
  return (
    found !== null &&
    typeof found === 'object' &&
    Object.entries(wanted).every(([key, value]) => holds((found as Record<string, unknown>)[key], value))
  );
}

/** Everything the short form stands for, as RegisterTaskDefinition takes it. The container is named after the family. */
function toTaskDefinitionInput(wanted: TaskDefinitionWanted) {
  const { family, image, cpu, memory, port, executionRoleArn, logGroup, region } = wanted;
  return {
    family,
    cpu,
    memory,
    executionRoleArn,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [
      {
        name: family,
        image,
        essential: true,
        portMappings: [{ containerPort: port, protocol: 'tcp' }],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': logGroup,
            'awslogs-region': region,
            'awslogs-stream-prefix': 'ecs',
          },
        },
      },
    ],
  } satisfies RegisterTaskDefinitionCommandInput;
}

/** `aws ecs register-task-definition`: each call creates a new revision. */
export async function registerTaskDefinition(
  ecs: ECSClient,
  wanted: TaskDefinitionWanted,
): Promise<{ readonly requestId: string | undefined; readonly made: string }> {
  const { taskDefinition, $metadata } = await ecs.send(
    new RegisterTaskDefinitionCommand({ ...toTaskDefinitionInput(wanted), tags: handsOnTags }),
  );
  return { requestId: $metadata.requestId, made: nameFromArn(taskDefinition?.taskDefinitionArn ?? '') };
}
