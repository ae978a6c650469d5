import * as z from 'zod';
import { deployChange } from '../changes/kinds/deploy.ts';
import { isDeployable } from '../changes/kinds/deploy-target.ts';
import { readEffects } from '../changes/lease.ts';
import { defineChange } from './line/command.ts';
import { findDeployable } from './line/deployable.ts';
import { requireSamePlace } from './line/find-service.ts';
import { Refusal } from './line/problem.ts';

/**
 * `/ecs deploy <target> <tag|image|family:revision> [--container <name>]`: for an image `aws ecs register-task-definition` with the revision that runs, in
 * which only that image is another; then, or for a revision alone, `aws ecs update-service --task-definition`. See `readWanted` for what a word means.
 */
export const deploy = defineChange({
  name: 'deploy',
  only: 'deployments',
  words: [
    { name: 'target', hint: 'cluster/service' },
    { name: 'wanted', hint: 'tag|image|family:revision' },
  ],
  flags: [{ name: 'container', value: 'name' }],
  examples: ['deploy shop/web 1.4.1', 'deploy shop/web shop/web:1.4.1 --container web'],
  args: z.object({
    target: z.string(),
    wanted: z.string().refine(isDeployable, 'notDeployable'),
    container: z.string().optional(),
  }),
  async run({ target: given, wanted, container }, context) {
    const service = await findDeployable(context.ecs, given);
    requireSamePlace(wanted, service.arn);
    const { cluster, name } = service;
    const recent = await readEffects({ target: { cluster, service: name } }, context);
    const asked = { wanted, ...(container !== undefined && { container }) };
    const change = await deployChange(service, asked, context, recent);
    if ('why' in change) throw new Refusal({ code: 'noDeploy', target: `${cluster}/${name}`, ...change });
    return change;
  },
});
