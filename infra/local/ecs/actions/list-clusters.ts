import { ListClusters$, type ListClustersRequest, type ListClustersResponse } from '@aws-sdk/client-ecs';
import { defineAction } from '../wire/define-action.ts';
import { takePage } from '../wire/take-page.ts';

/** `aws ecs list-clusters`: the ACTIVE ones, 100 a page. */
export const listClusters = defineAction<ListClustersRequest, ListClustersResponse>(
  ListClusters$,
  (world, input) => {
    const arns = [...world.store.clusters.values()]
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ arn }) => arn);
    const { items, nextToken } = takePage('ListClusters', arns, input, 100);
    return { clusterArns: items, nextToken };
  },
);
