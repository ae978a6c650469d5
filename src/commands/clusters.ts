import * as z from 'zod';
import { type Cluster, describeClusters, listClusters } from '../aws/ecs/clusters.ts';
import { pageFlag, pageSchema, shareFlag, takePage } from './line/arguments.ts';
import { type CommandResult, defineCommand } from './line/command.ts';

export interface ClustersReply {
  readonly kind: 'clusters';
  readonly clusters: readonly Cluster[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** There is none, and the hands-on would make the first. */
  readonly learn?: boolean;
}

/** What a phone shows without much scrolling. */
const rowsPerPage = 10;

/** `/ecs clusters`, by name. For n clusters ceil(n/100) ListClusters + ceil(n/100) DescribeClusters. */
export const clusters = defineCommand({
  name: 'clusters',
  kind: 'read',
  words: [],
  flags: [pageFlag, shareFlag],
  examples: ['clusters'],
  args: z.object({ page: pageSchema }),
  async run({ page: wanted }, { ecs, handsOn }): Promise<CommandResult<ClustersReply>> {
    const found = await describeClusters(ecs, await listClusters(ecs));
    const ordered = found.sort((a, b) => a.name.localeCompare(b.name));
    const { items, page, pages } = takePage(ordered, wanted, rowsPerPage);
    const learn = found.length === 0 && handsOn !== undefined;
    const shown = { clusters: items, total: found.length, page, pages };
    const reply: ClustersReply = { kind: 'clusters', ...shown, ...(learn && { learn }) };
    return { type: 'reply', reply };
  },
});
