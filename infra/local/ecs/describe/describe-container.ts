import type { Container } from '@aws-sdk/client-ecs';
import type { ContainerEntity } from '../entities/container-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';

/** A container as DescribeTasks shows it. */
export function describeContainer(task: TaskEntity, container: ContainerEntity): Container {
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
