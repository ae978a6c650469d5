import type { Task } from '../../src/aws/ecs/tasks.ts';

/** A healthy task of `shop/web` that has run for an hour at noon, unless told otherwise. */
export function sampleTask(values: Partial<Task> = {}): Task {
  const id = '3f2a91bc3f2a91bc3f2a91bc3f2a91bc';
  return {
    arn: `arn:aws:ecs:us-east-1:123456789012:task/shop/${id}`,
    id,
    cluster: 'shop',
    service: 'web',
    taskDefinition: 'shop-web:12',
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    health: 'HEALTHY',
    zone: 'us-east-1a',
    launchType: 'FARGATE',
    containers: [
      {
        name: 'web',
        image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:1.4.2',
        digest: `sha256:${'ab'.repeat(32)}`,
        lastStatus: 'RUNNING',
        exitCode: undefined,
        reason: undefined,
      },
    ],
    createdAt: new Date('2026-11-23T10:59:30Z'),
    startedAt: new Date('2026-11-23T11:00:00Z'),
    stoppingAt: undefined,
    stoppedAt: undefined,
    stopCode: undefined,
    stoppedReason: undefined,
    ...values,
  };
}
