import { DeleteClusterCommand } from '@aws-sdk/client-ecs';
import { findClusters } from '../find/find-clusters.ts';
import type { Found } from '../find/found.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';

/** Deletes clusters, in which nothing may run any more. */
export async function removeClusters(
  { clients: { ecs }, say }: Pick<HandsOnWorld, 'clients' | 'say'>,
  isWanted: (found: Found) => boolean,
): Promise<void> {
  for (const { name } of (await findClusters({ ecs })).filter(isWanted)) {
    await ecs.send(new DeleteClusterCommand({ cluster: name }));
    say(`Deleted cluster ${name}`);
  }
}
