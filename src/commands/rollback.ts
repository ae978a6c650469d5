import * as z from 'zod';
import { rollbackChange } from '../changes/kinds/rollback.ts';
import { readEffects } from '../changes/lease.ts';
import { defineChange } from './line/command.ts';
import { findDeployable } from './line/deployable.ts';
import { Refusal } from './line/problem.ts';

/**
 * `/ecs rollback <target> [revision]`: while a deployment is in progress `aws ecs stop-service-deployment --stop-type ROLLBACK`; else
 * `aws ecs update-service --task-definition` with the one that last ran successfully before the current, or with that revision of the same family.
 */
export const rollback = defineChange({
  name: 'rollback',
  only: 'deployments',
  words: [
    { name: 'target', hint: 'cluster/service' },
    { name: 'revision', hint: 'revision', optional: true },
  ],
  examples: ['rollback shop/api', 'rollback shop/api 1'],
  args: z.object({
    target: z.string(),
    revision: z
      .string()
      .regex(/^(?:[\w-]{1,255}:)?[1-9]\d{0,8}$/, 'notARevision')
      .optional(),
  }),
  async run({ target: given, revision }, context) {
    const service = await findDeployable(context.ecs, given);
    const { cluster, name } = service;
    const target = `${cluster}/${name}`;
    const [family = ''] = service.taskDefinition.split(':');
    const [typed, number] = revision?.includes(':') ? revision.split(':') : [family, revision];
    // Another family brings its own task role along.
    if (typed !== family) throw new Refusal({ code: 'otherFamily', target, family, given: revision ?? '' });
    const recent = await readEffects({ target: { cluster, service: name } }, context);
    const named = number === undefined ? undefined : Number(number);
    const change = await rollbackChange(service, context, recent, named);
    if ('why' in change) throw new Refusal({ code: 'noRollback', target, ...change });
    return change;
  },
});
