import {
  DescribeServices$,
  type DescribeServicesRequest,
  type DescribeServicesResponse,
} from '@aws-sdk/client-ecs';
import { describeService } from '../describe/describe-service.ts';
import { findCluster } from '../find/find-cluster.ts';
import { readNameInCluster } from '../find/read-name-in-cluster.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs describe-services --cluster … --services …`: at most 10; what is missing stands in `failures`. */
export const describeServices = defineAction<DescribeServicesRequest, DescribeServicesResponse>(
  DescribeServices$,
  (world, input) => {
    const identifiers = input.services ?? [];
    const cluster = findCluster(world, input.cluster);
    const arns = identifiers.map((identifier) =>
      world.arns.service(cluster.name, readNameInCluster(world, cluster, identifier, 'service')),
    );
    const found = [...new Set(arns)].map((arn) => ({ arn, service: world.store.services.get(arn) }));
    return {
      services: found.flatMap(({ service }) =>
        service === undefined
          ? []
          : {
              ...describeService(world, service),
              ...(input.include?.includes('TAGS') && { tags: service.tags }),
            },
      ),
      failures: found.flatMap(({ arn, service }) =>
        service === undefined ? { arn, reason: 'MISSING' } : [],
      ),
    };
  },
);
