import {
  DescribeServiceRevisions$,
  type DescribeServiceRevisionsRequest,
  type DescribeServiceRevisionsResponse,
} from '@aws-sdk/client-ecs';
import { describeServiceRevision } from '../describe/describe-service-revision.ts';
import { readIdentifier } from '../find/read-identifier.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs describe-service-revisions --service-revision-arns …`: at most 20; tells the digests that a deployment began with. */
export const describeServiceRevisions = defineAction<
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse
>(DescribeServiceRevisions$, (world, input) => {
  const arns = new Set(input.serviceRevisionArns ?? []);
  for (const arn of arns) readIdentifier(world, arn, 'service-revision');
  const revisions = new Map(
    [...world.store.services.values()].flatMap((service) =>
      service.deployments.map(({ revision }) => [revision.arn, describeServiceRevision(service, revision)]),
    ),
  );
  return {
    serviceRevisions: [...arns].flatMap((arn) => revisions.get(arn) ?? []),
    failures: [...arns].flatMap((arn) => (revisions.has(arn) ? [] : { arn, reason: 'MISSING' })),
  };
});
