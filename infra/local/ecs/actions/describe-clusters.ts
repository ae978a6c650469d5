import {
  DescribeClusters$,
  type DescribeClustersRequest,
  type DescribeClustersResponse,
} from '@aws-sdk/client-ecs';
import { describeCluster } from '../describe/describe-cluster.ts';
import { readIdentifier } from '../find/read-identifier.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs describe-clusters --clusters … --include …`: at most 100, INACTIVE ones too, the default one when none is named. */
export const describeClusters = defineAction<DescribeClustersRequest, DescribeClustersResponse>(
  DescribeClusters$,
  (world, { clusters = ['default'], include = [] }) => {
    const names = new Set(
      clusters.map((identifier) => readIdentifier(world, identifier, 'cluster').join('/')),
    );
    const found = [...names].map((name) => ({ name, cluster: world.store.clusters.get(name) }));
    return {
      clusters: found.flatMap(({ cluster }) =>
        cluster === undefined ? [] : describeCluster(world, cluster, include),
      ),
      failures: found.flatMap(({ name, cluster }) =>
        cluster === undefined ? { arn: world.arns.cluster(name), reason: 'MISSING' } : [],
      ),
    };
  },
);
