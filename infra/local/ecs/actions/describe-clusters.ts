import {
  DescribeClusters$,
  type DescribeClustersRequest,
  type DescribeClustersResponse,
} from '@aws-sdk/client-ecs';
import { describeCluster } from '../describe/describe-cluster.ts';
import { readIdentifier } from '../find/read-identifier.ts';
import { checkChoice } from '../refuse/check-choice.ts';
import { checkItems } from '../refuse/check-items.ts';
import { defineAction } from '../wire/define-action.ts';

const fields = ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'];

/** `aws ecs describe-clusters --clusters … --include …`: at most 100, INACTIVE ones too, the default one when none is named. */
export const describeClusters = defineAction<DescribeClustersRequest, DescribeClustersResponse>(
  DescribeClusters$,
  (world, { clusters = ['default'], include = [] }) => {
    for (const field of include) checkChoice('include', field, fields);
    const identifiers = clusters.length === 0 ? ['default'] : checkItems('clusters', clusters, 100);
    const names = new Set(
      identifiers.map((identifier) => readIdentifier(world, identifier, 'cluster').join('/')),
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
