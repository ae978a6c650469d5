import type { Attachment, Task } from '@aws-sdk/client-ecs';
import type { AttachmentEntity } from '../entities/attachment-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { describeContainer } from './describe-container.ts';
import { taskHealth } from './task-health.ts';
import { toDate } from './to-date.ts';

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
  // Until the interface exists there is nothing to tell of it but where it will be.
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
