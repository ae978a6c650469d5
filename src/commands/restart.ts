import * as z from 'zod';
import { restartChange } from '../changes/kinds/restart.ts';
import { readEffects } from '../changes/lease.ts';
import { defineChange } from './line/command.ts';
import { findDeployable } from './line/deployable.ts';
import { Refusal } from './line/problem.ts';

/** `/ecs restart <target>`: `aws ecs update-service --force-new-deployment`. */
export const restart = defineChange({
  name: 'restart',
  only: 'deployments',
  words: [{ name: 'target', hint: 'cluster/service' }],
  examples: ['restart shop/web'],
  args: z.object({ target: z.string() }),
  async run({ target: given }, context) {
    const service = await findDeployable(context.ecs, given);
    const { cluster, name } = service;
    if (service.desiredCount === 0) {
      throw new Refusal({ code: 'nothingToRestart', target: `${cluster}/${name}` });
    }
    return restartChange(
      service,
      context,
      await readEffects({ target: { cluster, service: name } }, context),
    );
  },
});
