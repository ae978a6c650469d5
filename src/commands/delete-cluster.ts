import * as z from 'zod';
import { describeClusters } from '../ecs/describe-clusters.ts';
import { defineCommand } from './define-command.ts';
import { findCluster } from './find-cluster.ts';
import { Refusal } from './refusal.ts';
import { requireHandsOnNames } from './require-hands-on-names.ts';

/** `/ecs delete-cluster <cluster>`: `aws ecs delete-cluster`, of an empty one. ListClusters and DescribeClusters before. */
export const deleteCluster = defineCommand({
  name: 'delete-cluster',
  kind: 'change',
  only: 'hands-on',
  words: [{ name: 'cluster', hint: 'cluster' }],
  flags: [],
  examples: ['delete-cluster hands-on-old'],
  args: z.object({ cluster: z.string() }),
  async run({ cluster: given }, { ecs }) {
    const cluster = await findCluster(ecs, given);
    requireHandsOnNames(cluster);
    const [found] = await describeClusters(ecs, [cluster]);
    const { activeServices: services = 0, runningTasks = 0, pendingTasks = 0 } = found ?? {};
    const tasks = runningTasks + pendingTasks;
    if (services + tasks > 0) throw new Refusal({ code: 'clusterHolds', cluster, services, tasks });
    return { type: 'change', change: { type: 'delete-cluster', target: { cluster } } };
  },
});
