import * as z from 'zod';
import { describeClusters } from '../ecs/describe-clusters.ts';
import { defineCommand } from './define-command.ts';
import { Refusal } from './refusal.ts';
import { requireHandsOnNames } from './require-hands-on-names.ts';

/** `/ecs create-cluster [name]`: `aws ecs create-cluster`. One DescribeClusters before. */
export const createCluster = defineCommand({
  name: 'create-cluster',
  kind: 'change',
  only: 'hands-on',
  words: [{ name: 'name', hint: 'name', optional: true }],
  flags: [],
  examples: ['create-cluster hands-on-2'],
  args: z.object({ name: z.string().default('hands-on') }),
  async run({ name }, { ecs }) {
    requireHandsOnNames(name);
    const [found] = await describeClusters(ecs, [name]);
    if (found !== undefined) throw new Refusal({ code: 'alreadyThere', what: 'cluster', name });
    return { type: 'change', change: { type: 'create-cluster', target: { cluster: name } } };
  },
});
