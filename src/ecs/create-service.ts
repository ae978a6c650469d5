import { CreateServiceCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { handsOnTags } from './hands-on-tags.ts';
import type { ServiceWanted } from './service-wanted.ts';

/** How long a task may take until the load balancer's health checks count against it, seconds. */
const graceSeconds = 60;

/**
 * `aws ecs create-service --launch-type FARGATE …` as the hands-on's stack makes it: with a circuit breaker that rolls back, and
 * public addresses, for there is no NAT gateway. The answer is the request's id.
 */
export async function createService(ecs: ECSClient, wanted: ServiceWanted): Promise<string | undefined> {
  const { target, after, taskDefinition, container, subnets, securityGroup, targetGroupArn } = wanted;
  const { $metadata } = await ecs.send(
    new CreateServiceCommand({
      ...{ cluster: target.cluster, serviceName: target.service, taskDefinition },
      ...{ launchType: 'FARGATE', desiredCount: after.desiredCount },
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
