import { DescribeClustersCommand, paginateListClusters } from '@aws-sdk/client-ecs';
import { collect } from '../../deploy/collect.ts';
import type { HandsOnClients } from '../create-hands-on-clients.ts';
import type { Found } from './found.ts';
import { hasOurName } from './has-our-name.ts';
import { hasOurTag } from './has-our-tag.ts';

/** Clusters that are ours or have such a name; one that was deleted is INACTIVE for a while, and gone. */
export async function findClusters({ ecs: client }: Pick<HandsOnClients, 'ecs'>): Promise<Found[]> {
  const arns = await collect(paginateListClusters({ client }, {}), ({ clusterArns }) => clusterArns);
  const found: Found[] = [];
  // DescribeClusters takes 100.
  for (let from = 0; from < arns.length; from += 100) {
    const clusters = arns.slice(from, from + 100);
    const answer = await client.send(new DescribeClustersCommand({ clusters, include: ['TAGS'] }));
    for (const { clusterName: name = '', status, tags } of answer.clusters ?? []) {
      const isOurs = hasOurTag(tags);
      if (status !== 'INACTIVE' && (isOurs || hasOurName(name))) found.push({ name, isOurs, monthly: 0 });
    }
  }
  return found;
}
