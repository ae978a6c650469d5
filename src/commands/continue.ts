import * as z from 'zod';
import {
  describeServiceDeployments,
  listServiceDeployments,
  type ServiceDeployment,
} from '../aws/ecs/service-deployments.ts';
import type { Service } from '../aws/ecs/services.ts';
import { readStarts, withAnswerer } from '../changes/deployment-audit.ts';
import type { Effect } from '../changes/effects.ts';
import { continueChange, hookEnd, waitingHooks } from '../changes/kinds/continue.ts';
import { readEffects } from '../changes/lease.ts';
import { type CommandContext, defineChange } from './line/command.ts';
import { findService } from './line/find-service.ts';
import { Refusal } from './line/problem.ts';

/** A hook may be one of an earlier deployment, by an old button. */
const mostDeployments = 5;

/**
 * `/ecs continue <target>`: `aws ecs continue-service-deployment --action CONTINUE`, or ROLLBACK, for the hook at which its deployment waits. With
 * several, `--hook` says which; for a rollback any will do.
 */
export const continueDeployment = defineChange({
  name: 'continue',
  only: 'deployments',
  words: [{ name: 'target', hint: 'cluster/service' }],
  flags: [
    { name: 'action', value: 'rollback' },
    { name: 'hook', value: 'id', hidden: true },
  ],
  examples: ['continue shop/checkout', 'continue shop/checkout --action rollback'],
  args: z.object({
    target: z.string(),
    action: z.enum(['continue', 'rollback'], 'notAnAction').default('continue'),
    hook: z
      .string()
      .regex(/^[\w-]{1,255}$/)
      .optional(),
  }),
  async run({ target: given, action: typed, hook: hookId }, context) {
    const service = await findService(context.ecs, given);
    const { cluster, name } = service;
    const target = `${cluster}/${name}`;
    const recent = await readEffects({ target: { cluster, service: name } }, context);
    const deployments = await readDeployments(service, context);
    const found =
      hookId === undefined
        ? deployments[0]
        : deployments.find(({ hooks }) => hooks.some(({ id }) => id === hookId));
    if (hookId !== undefined) await requireWaiting(found, { target, hookId, recent }, context);
    const waiting = found === undefined ? [] : waitingHooks(found, recent);
    const action = typed === 'continue' ? 'CONTINUE' : 'ROLLBACK';
    const named = hookId === undefined ? waiting : waiting.filter(({ id }) => id === hookId);
    const [hook] = named;
    if (found === undefined || hook === undefined) throw new Refusal({ code: 'nothingWaits', target });
    if (named.length > 1 && action === 'CONTINUE') {
      throw new Refusal({ code: 'severalWait', target, hooks: named.map(({ id }) => id) });
    }
    if (action === 'ROLLBACK' && found.from.length === 0) {
      throw new Refusal({ code: 'noRollback', target, why: 'nothingBefore' });
    }
    const by = (await readStarts(context, target, [found]))(found);
    // Whoever may have begun it does not approve it either.
    const begunBy = by.type === 'bot' || by.type === 'perhaps' ? by.userId : undefined;
    return continueChange(context.ecs, service, found, { hook, action, begunBy, others: waiting.length - 1 });
  },
});

/** The newest first. Of other controllers ECS keeps none. */
async function readDeployments(
  { cluster, name, deploymentController }: Service,
  { ecs }: Pick<CommandContext, 'ecs'>,
): Promise<ServiceDeployment[]> {
  if (deploymentController !== 'ECS') return [];
  const listed = await listServiceDeployments(ecs, { cluster, service: name }, { most: mostDeployments });
  return describeServiceDeployments(
    ecs,
    listed.map(({ arn }) => arn),
  );
}

/** A deployment lasts no longer. */
const longestMs = 30 * 86_400_000;

/** Throws Refusal, with what became of the hook, if it no longer waits. */
async function requireWaiting(
  found: ServiceDeployment | undefined,
  {
    target,
    hookId,
    recent,
  }: { readonly target: string; readonly hookId: string; readonly recent: readonly Effect[] },
  context: Pick<CommandContext, 'audit' | 'now'>,
): Promise<void> {
  const end = hookEnd(found, hookId, recent);
  if (end === undefined) return;
  const since = found?.createdAt?.getTime() ?? context.now() - longestMs;
  const known = await withAnswerer(end, { target, hookId, since }, context);
  throw new Refusal({ code: 'hookOver', target, end: known });
}
