import * as z from 'zod';
import { consoleLink } from '../aws/ecs/console.ts';
import { isExpress } from '../aws/ecs/services.ts';
import { restartChange } from '../changes/kinds/restart.ts';
import { readEffects } from '../changes/lease.ts';
import { defineChange } from './line/command.ts';
import { findService } from './line/find-service.ts';
import { Refusal } from './line/problem.ts';

/** `/ecs restart <target>`: `aws ecs update-service --force-new-deployment`. */
export const restart = defineChange({
  name: 'restart',
  words: [{ name: 'target', hint: 'cluster/service' }],
  examples: ['restart shop/web'],
  args: z.object({ target: z.string() }),
  async run({ target: given }, context) {
    const service = await findService(context.ecs, given);
    const { cluster, name, deploymentController: controller } = service;
    const target = `${cluster}/${name}`;
    const owner = isExpress(service) ? 'EXPRESS' : controller;
    if (owner !== 'ECS') {
      throw new Refusal({ code: 'deployedElsewhere', target, owner, link: consoleLink(service.arn) });
    }
    // ECS refuses a deployment of it with ServiceNotActiveException.
    if (service.status !== 'ACTIVE') throw new Refusal({ code: 'serviceDraining', target });
    if (service.desiredCount === 0) throw new Refusal({ code: 'nothingToRestart', target });
    const recent = await readEffects({ target: { cluster, service: name } }, context);
    return restartChange(service, context, recent);
  },
});
