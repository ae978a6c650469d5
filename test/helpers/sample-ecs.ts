import type { Service } from '../../src/aws/ecs/services.ts';
import type { Task } from '../../src/aws/ecs/tasks.ts';

/** `shop/web`, steady with three tasks, unless told otherwise. */
export function sampleService(values: Partial<Service> = {}): Service {
  return {
    arn: 'arn:aws:ecs:us-east-1:123456789012:service/shop/web',
    name: 'web',
    cluster: 'shop',
    status: 'ACTIVE',
    desiredCount: 3,
    runningCount: 3,
    pendingCount: 0,
    taskDefinition: 'shop-web:12',
    launchType: 'FARGATE',
    schedulingStrategy: 'REPLICA',
    deploymentController: 'ECS',
    resourceManagementType: 'CUSTOMER',
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    circuitBreaker: 'on, with rollback',
    strategy: 'ROLLING',
    hooks: [],
    deployments: [sampleDeployment()],
    events: [
      { at: new Date('2026-11-23T11:01:00Z'), message: '(service web) has reached a steady state.' },
      {
        at: new Date('2026-11-23T11:00:30Z'),
        message:
          '(service web) registered 1 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop-web/5b3f2a7c9d1e4f60)',
      },
      {
        at: new Date('2026-11-23T11:00:00Z'),
        message: '(service web) has started 1 tasks: (task 3f2a91bc3f2a91bc3f2a91bc3f2a91bc).',
      },
    ],
    loadBalancers: [{ targetGroup: 'shop-web', container: 'web:8080' }],
    revisionArn: undefined,
    revisionArns: [],
    createdAt: new Date('2026-11-01T10:00:00Z'),
    tags: {},
    ...values,
  };
}

/** Its finished deployment. */
export function sampleDeployment(
  values: Partial<Service['deployments'][number]> = {},
): Service['deployments'][number] {
  return {
    id: 'ecs-svc/1234567890123456789',
    status: 'PRIMARY',
    rolloutState: 'COMPLETED',
    rolloutStateReason: 'ECS deployment ecs-svc/1234567890123456789 completed.',
    taskDefinition: 'shop-web:12',
    desiredCount: 3,
    runningCount: 3,
    pendingCount: 0,
    failedTasks: 0,
    createdAt: new Date('2026-11-23T10:59:00Z'),
    updatedAt: new Date('2026-11-23T11:01:00Z'),
    ...values,
  };
}

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
