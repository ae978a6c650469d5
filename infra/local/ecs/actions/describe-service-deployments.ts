import {
  DescribeServiceDeployments$,
  type DescribeServiceDeploymentsRequest,
  type DescribeServiceDeploymentsResponse,
} from '@aws-sdk/client-ecs';
import { describeServiceDeployment } from '../describe/describe-service-deployment.ts';
import { readIdentifier } from '../find/read-identifier.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs describe-service-deployments --service-deployment-arns …`: at most 20. */
export const describeServiceDeployments = defineAction<
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse
>(DescribeServiceDeployments$, (world, input) => {
  const arns = new Set(input.serviceDeploymentArns ?? []);
  for (const arn of arns) readIdentifier(world, arn, 'service-deployment');
  const found = new Map(
    [...world.store.services.values()].flatMap((service) =>
      service.deployments.map((deployment) => [
        deployment.serviceDeploymentArn,
        describeServiceDeployment(world, service, deployment),
      ]),
    ),
  );
  return {
    serviceDeployments: [...arns].flatMap((arn) => found.get(arn) ?? []),
    failures: [...arns].flatMap((arn) => (found.has(arn) ? [] : { arn, reason: 'MISSING' })),
  };
});
