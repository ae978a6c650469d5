import { DescribeServicesCommand, paginateListServices } from '@aws-sdk/client-ecs';
import { collect } from '../../deploy/collect.ts';
import type { HandsOnClients } from '../create-hands-on-clients.ts';
import { findClusters } from './find-clusters.ts';
import type { Found } from './found.ts';
import { hasOurTag } from './has-our-tag.ts';

/** All services of the clusters that are found; what lies in a cluster of ours is ours, as the cluster can't go before it. */
export async function findServices({ ecs: client }: Pick<HandsOnClients, 'ecs'>): Promise<Found[]> {
  const found: Found[] = [];
  for (const { name: cluster, isOurs } of await findClusters({ ecs: client })) {
    const arns = await collect(
      paginateListServices({ client }, { cluster }),
      ({ serviceArns }) => serviceArns,
    );
    // DescribeServices takes 10.
    for (let from = 0; from < arns.length; from += 10) {
      const services = arns.slice(from, from + 10);
      const answer = await client.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] }));
      for (const { serviceName, status, tags } of answer.services ?? []) {
        if (status === 'INACTIVE') continue;
        found.push({ name: `${cluster}/${serviceName}`, isOurs: isOurs || hasOurTag(tags), monthly: 0 });
      }
    }
  }
  return found;
}
