import * as z from 'zod';
import { defineCommand } from './define-command.ts';
import { findService } from './find-service.ts';
import { Refusal } from './refusal.ts';
import { requireHandsOnNames } from './require-hands-on-names.ts';

/** `/ecs delete-service <target>`: `aws ecs delete-service --force`, with all its tasks. */
export const deleteService = defineCommand({
  name: 'delete-service',
  kind: 'change',
  only: 'hands-on',
  words: [{ name: 'target', hint: 'cluster/service' }],
  flags: [],
  examples: ['delete-service hands-on/hello-world'],
  args: z.object({ target: z.string() }),
  async run({ target }, { ecs }) {
    const { cluster, name, status, desiredCount, runningCount } = await findService(ecs, target);
    requireHandsOnNames(cluster, name);
    if (status !== 'ACTIVE') throw new Refusal({ code: 'serviceDraining', target: `${cluster}/${name}` });
    return {
      type: 'change',
      change: {
        type: 'delete-service',
        target: { cluster, service: name },
        before: { desiredCount, runningCount },
      },
    };
  },
});
