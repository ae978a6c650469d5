import type {
  Attachment,
  Cluster,
  ClusterField,
  Container,
  HealthStatus,
  ProtectedTask,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../world.ts';
import type {
  AttachmentEntity,
  ClusterEntity,
  ContainerEntity,
  TaskDefinitionEntity,
  TaskEntity,
  TaskStatus,
} from './task.ts';

/** A task as DescribeTasks shows it, without its tags. */
export function describeTask(task: TaskEntity): Task {
  const isFargate = task.launchType === 'FARGATE';
  const storage = task.overrides.ephemeralStorage ??
    task.taskDefinition.definition.ephemeralStorage ?? { sizeInGiB: 20 };
  return {
    attachments: task.attachment === undefined ? [] : [describeAttachment(task.attachment)],
    attributes: [{ name: 'ecs.cpu-architecture', value: cpuArchitecture(task) }],
    availabilityZone: task.availabilityZone,
    capacityProviderName: task.capacityProviderName,
    clusterArn: task.clusterArn,
    connectivity: task.connectivityAt === undefined ? undefined : 'CONNECTED',
    connectivityAt: toDate(task.connectivityAt),
    containers: task.containers.map((container) => describeContainer(task, container)),
    cpu: task.cpu,
    createdAt: toDate(task.createdAt),
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.enableExecuteCommand,
    executionStoppedAt: toDate(task.executionStoppedAt),
    group: task.group,
    healthStatus: taskHealth(task),
    lastStatus: task.lastStatus,
    launchType: task.launchType,
    memory: task.memory,
    overrides: {
      ...task.overrides,
      containerOverrides: task.containers.map(
        ({ name }) => task.overrides.containerOverrides?.find((other) => other.name === name) ?? { name },
      ),
      inferenceAcceleratorOverrides: [],
    },
    platformVersion: task.platformVersion,
    platformFamily: isFargate ? 'Linux' : undefined,
    pullStartedAt: toDate(task.pullStartedAt),
    pullStoppedAt: toDate(task.pullStoppedAt),
    startedAt: toDate(task.startedAt),
    startedBy: task.startedBy,
    stopCode: task.stopCode,
    stoppedAt: toDate(task.stoppedAt),
    stoppedReason: task.stoppedReason,
    stoppingAt: toDate(task.stoppingAt),
    tags: [],
    taskArn: task.arn,
    taskDefinitionArn: task.taskDefinition.arn,
    version: task.version,
    ephemeralStorage: isFargate ? storage : undefined,
    fargateEphemeralStorage: isFargate ? storage : undefined,
  };
}

function describeAttachment(attachment: AttachmentEntity): Attachment {
  const details = [{ name: 'subnetId', value: attachment.subnetId }];
  // Until the interface exists, only its subnet is known.
  if (attachment.status !== 'PRECREATED') {
    details.push(
      { name: 'networkInterfaceId', value: attachment.networkInterfaceId },
      { name: 'macAddress', value: attachment.macAddress },
      { name: 'privateDnsName', value: attachment.privateDnsName },
      { name: 'privateIPv4Address', value: attachment.privateIpv4Address },
    );
  }
  return { id: attachment.id, type: 'ElasticNetworkInterface', status: attachment.status, details };
}

function cpuArchitecture(task: TaskEntity): string {
  return (task.taskDefinition.definition.runtimePlatform?.cpuArchitecture ?? 'X86_64').toLowerCase();
}

/** Epoch milliseconds as the SDK's Date; the wire format turns it into epoch seconds. */
export function toDate(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}

/** A container as DescribeTasks shows it. */
function describeContainer(task: TaskEntity, container: ContainerEntity): Container {
  const { attachment } = task;
  return {
    containerArn: container.arn,
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    imageDigest: container.imageDigest,
    runtimeId: container.runtimeId,
    lastStatus: container.lastStatus,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: [],
    networkInterfaces:
      attachment === undefined || attachment.status === 'PRECREATED'
        ? []
        : [{ attachmentId: attachment.id, privateIpv4Address: attachment.privateIpv4Address }],
    healthStatus: container.healthStatus,
    cpu: container.cpu,
    memory: container.memory,
    memoryReservation: container.memoryReservation,
  };
}

/** A task's health: the worst of its essential containers' health checks; UNKNOWN when it has none or is not running. */
export function taskHealth(task: TaskEntity): HealthStatus {
  const checked = task.containers.filter(
    ({ essential, healthAfter }) => essential && healthAfter !== undefined,
  );
  if (checked.length === 0 || task.lastStatus === 'STOPPED') return 'UNKNOWN';
  if (checked.some(({ healthStatus }) => healthStatus === 'UNHEALTHY')) return 'UNHEALTHY';
  return checked.every(({ healthStatus }) => healthStatus === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

/** A cluster as DescribeClusters shows it; what `include` does not name is empty. */
export function describeCluster(
  world: EcsWorld,
  cluster: ClusterEntity,
  include: readonly ClusterField[] = [],
): Cluster {
  const tasks = [...world.store.tasks.values()].filter(({ clusterName }) => clusterName === cluster.name);
  const services = [...world.store.services.values()].filter(
    ({ clusterName, status }) => clusterName === cluster.name && status !== 'INACTIVE',
  );
  const { running, pending } = countTasks(tasks);
  const fargate = tasks.filter(({ launchType }) => launchType === 'FARGATE');
  const count = (name: string, value: number) => ({ name, value: String(value) });
  const has = (field: ClusterField) => include.includes(field);
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: running,
    pendingTasksCount: pending,
    activeServicesCount: services.length,
    statistics: has('STATISTICS')
      ? [
          count('runningEC2TasksCount', running - countTasks(fargate).running),
          count('runningFargateTasksCount', countTasks(fargate).running),
          count('pendingEC2TasksCount', pending - countTasks(fargate).pending),
          count('pendingFargateTasksCount', countTasks(fargate).pending),
          count(
            'activeEC2ServiceCount',
            services.filter(({ settings }) => settings.launchType === 'EC2').length,
          ),
          count(
            'activeFargateServiceCount',
            services.filter(({ settings }) => settings.launchType !== 'EC2').length,
          ),
          count('drainingEC2ServiceCount', 0),
          count('drainingFargateServiceCount', services.filter(({ status }) => status === 'DRAINING').length),
        ]
      : [],
    tags: has('TAGS') ? cluster.tags : [],
    settings: has('SETTINGS') ? cluster.settings : [],
    configuration: has('CONFIGURATIONS') ? cluster.configuration : undefined,
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultCapacityProviderStrategy,
    serviceConnectDefaults: cluster.serviceConnectDefaults,
  };
}

const pending: readonly TaskStatus[] = ['PROVISIONING', 'PENDING', 'ACTIVATING'];

/** How many tasks are running and pending, by last status alone, as ECS counts them. */
export function countTasks(tasks: Iterable<TaskEntity>): { running: number; pending: number } {
  const counts = { running: 0, pending: 0 };
  for (const { lastStatus } of tasks) {
    if (lastStatus === 'RUNNING') counts.running += 1;
    if (pending.includes(lastStatus)) counts.pending += 1;
  }
  return counts;
}

/** A task as GetTaskProtection shows it. */
export function describeProtection(world: EcsWorld, task: TaskEntity): ProtectedTask {
  const protectionEnabled = isProtected(world, task);
  return {
    taskArn: task.arn,
    protectionEnabled,
    expirationDate: protectionEnabled ? toDate(task.protectedUntil) : undefined,
  };
}

/** Whether a task is protected from scale-in and deployments now. */
export function isProtected({ time }: EcsWorld, { protectedUntil }: TaskEntity): boolean {
  return protectedUntil !== undefined && protectedUntil > time.now();
}

/** A revision as DescribeTaskDefinition shows it. */
export function describeTaskDefinition(entity: TaskDefinitionEntity): TaskDefinition {
  return { ...entity.definition, status: entity.status, deregisteredAt: toDate(entity.deregisteredAt) };
}
