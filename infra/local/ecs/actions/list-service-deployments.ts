import {
  ListServiceDeployments$,
  type ListServiceDeploymentsRequest,
  type ListServiceDeploymentsResponse,
} from '@aws-sdk/client-ecs';
import { describeServiceDeployment } from '../describe/describe-service-deployment.ts';
import { findService } from '../find/find-service.ts';
import { defineAction } from '../wire/define-action.ts';
import { takePage } from '../wire/take-page.ts';

/** `aws ecs list-service-deployments --service …`: newest first, 20 a page. */
export const listServiceDeployments = defineAction<
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse
>(ListServiceDeployments$, (world, input) => {
  const service = findService(world, input.cluster, input.service);
  const { after, before } = input.createdAt ?? {};
  // Deployments of another controller are no service deployments.
  const own = service.deploymentController.type === 'ECS' ? service.deployments : [];
  const all = own
    .map((deployment) => ({
      arn: deployment.serviceDeploymentArn,
      createdAt: deployment.createdAt,
      brief: {
        ...describeServiceDeployment(world, service, deployment),
        targetServiceRevisionArn: deployment.revision.arn,
      },
    }))
    .filter(
      ({ brief, createdAt }) =>
        (input.status === undefined || input.status.some((status) => status === brief.status)) &&
        (after === undefined || createdAt > after.getTime()) &&
        (before === undefined || createdAt < before.getTime()),
    );
  const { items, nextToken } = takePage(
    'ListServiceDeployments',
    all.map(({ arn }) => arn),
    input,
    20,
  );
  return {
    serviceDeployments: all
      .filter(({ arn }) => items.includes(arn))
      .map(({ brief }) => ({
        serviceDeploymentArn: brief.serviceDeploymentArn,
        serviceArn: brief.serviceArn,
        clusterArn: brief.clusterArn,
        startedAt: brief.startedAt,
        createdAt: brief.createdAt,
        finishedAt: brief.finishedAt,
        targetServiceRevisionArn: brief.targetServiceRevisionArn,
        status: brief.status,
        statusReason: brief.statusReason,
      })),
    nextToken,
  };
});
