import type { ContainerDefinition, LaunchType, NetworkConfiguration } from '@aws-sdk/client-ecs';
import type { AttachmentEntity, ContainerBehaviour, ContainerEntity, TaskEntity } from '../model/task.ts';
import type { EcsWorld } from '../world.ts';

/** What a new task is made from, by RunTask or the service scheduler. */
export interface TaskOrder
  extends Pick<
    TaskEntity,
    | ('clusterName' | 'taskDefinition' | 'group' | 'startedBy' | 'targetGroupArns')
    | ('overrides' | 'enableExecuteCommand' | 'tags')
  > {
  readonly service?: { readonly arn: string; readonly deploymentId: string };
  readonly launchType: LaunchType | undefined;
  /** The provider chosen by the strategy. */
  readonly capacityProvider: string | undefined;
  readonly platformVersion: string | undefined;
  readonly networkConfiguration: NetworkConfiguration | undefined;
  /** The index of its subnet, and so of its zone: each subnet is in one zone. */
  readonly zone: number;
}

/** Makes a task in its first state, PROVISIONING. */
export function createTask(world: EcsWorld, order: TaskOrder): TaskEntity {
  const { ids, arns } = world;
  const { service, capacityProvider, networkConfiguration, zone, ...kept } = order;
  const { clusterName, taskDefinition, overrides } = kept;
  const { definition } = taskDefinition;
  const id = ids.hex(32);
  const now = world.time.now();
  const launchType = capacityProvider === undefined ? (order.launchType ?? 'EC2') : 'FARGATE';
  const subnets = networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
  return {
    ...kept,
    arn: arns.task(clusterName, id),
    id,
    clusterArn: arns.cluster(clusterName),
    serviceArn: service?.arn,
    deploymentId: service?.deploymentId,
    launchType,
    capacityProviderName: capacityProvider,
    platformVersion: launchType === 'FARGATE' ? resolvedVersion(order.platformVersion) : undefined,
    availabilityZone: `${world.region}${'abc'[zone % 3]}`,
    cpu: overrides.cpu ?? definition.cpu ?? '0',
    memory: overrides.memory ?? definition.memory ?? '0',
    containers: taskDefinition.containers.map((container) =>
      createContainer(container, arns.container(clusterName, id, ids.uuid())),
    ),
    attachment:
      definition.networkMode === 'awsvpc'
        ? {
            id: ids.uuid(),
            subnetId: subnets[zone] ?? `subnet-${ids.hex(17)}`,
            networkInterfaceId: `eni-${ids.hex(17)}`,
            macAddress: `0a:${[1, 2, 3, 4, 5].map(() => ids.hex(2)).join(':')}`,
            ...address(world),
            status: 'PRECREATED',
          }
        : undefined,
    createdAt: now,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    version: 0,
    updatedAt: now,
  };
}

function address({ ids, region }: EcsWorld): Pick<AttachmentEntity, 'privateIpv4Address' | 'privateDnsName'> {
  const privateIpv4Address = ids.privateIp();
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return {
    privateIpv4Address,
    privateDnsName: `ip-${privateIpv4Address.replaceAll('.', '-')}.${domain}`,
  };
}

function createContainer(
  definition: ContainerDefinition & { name: string; image: string },
  arn: string,
): ContainerEntity {
  const behaviour = readBehaviour(definition.dockerLabels);
  const text = (value: number | undefined) => (value === undefined ? undefined : String(value));
  return {
    arn,
    name: definition.name,
    image: definition.image,
    essential: definition.essential ?? true,
    stopTimeout: definition.stopTimeout ?? 30,
    healthAfter: secondsToHealth(definition, behaviour.health),
    behaviour,
    cpu: String(definition.cpu ?? 0),
    memory: text(definition.memory),
    memoryReservation: text(definition.memoryReservation),
    lastStatus: 'PENDING',
    healthStatus: 'UNKNOWN',
  };
}

function resolvedVersion(version: string | undefined): string {
  return version === undefined || version === 'LATEST' ? '1.4.0' : version;
}

/** One success makes a container HEALTHY; only failing all retries after the start period makes it UNHEALTHY. */
function secondsToHealth(
  { healthCheck }: ContainerDefinition,
  health: 'HEALTHY' | 'UNHEALTHY',
): number | undefined {
  if (healthCheck === undefined) return undefined;
  const { interval = 30, retries = 3, startPeriod = 0 } = healthCheck;
  return health === 'HEALTHY' ? interval : startPeriod + interval * retries;
}

/** Reads a container's behaviour from its `dockerLabels`; see behaviours.md. */
export function readBehaviour(labels: Readonly<Record<string, string>> = {}): ContainerBehaviour {
  const label = (name: string) => labels[`local.ecs/${name}`];
  const seconds = (name: string) => {
    const value = Number(label(name) ?? Number.NaN);
    return Number.isFinite(value) && value >= 0 ? value : undefined;
  };
  const isOn = (name: string) => label(name) !== undefined && label(name) !== 'false';

  const runsOutOfMemory = isOn('oom');
  const exits =
    runsOutOfMemory || seconds('exit-after-seconds') !== undefined || label('exit-code') !== undefined;
  return {
    startSeconds: seconds('start-seconds'),
    exit: exits
      ? {
          afterSeconds: seconds('exit-after-seconds') ?? 5,
          code: runsOutOfMemory ? 137 : (seconds('exit-code') ?? 1),
          ...(runsOutOfMemory && { reason: 'OutOfMemoryError: Container killed due to memory usage' }),
        }
      : undefined,
    failPull: isOn('fail-pull')
      ? label('fail-pull') === 'true'
        ? 'not found'
        : label('fail-pull')
      : undefined,
    health: label('health') === 'UNHEALTHY' ? 'UNHEALTHY' : 'HEALTHY',
    ignoresSigterm: isOn('ignore-sigterm'),
    prints: label('prints')?.split('\n'),
  };
}
