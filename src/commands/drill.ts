import * as z from 'zod';
import { countAfter, type Effect, stoppedTasks } from '../changes/effects.ts';
import { readEffects } from '../changes/lease.ts';
import { describeTaskProtection } from '../ecs/describe-task-protection.ts';
import { isDeploying } from '../ecs/is-deploying.ts';
import { runningTasks } from '../ecs/running-tasks.ts';
import type { Service } from '../ecs/service.ts';
import { defineCommand } from './define-command.ts';
import { findService } from './find-service.ts';
import { Refusal } from './refusal.ts';
import { stopChange } from './stop-change.ts';

/**
 * `/ecs drill <target>`: stops the task that has run longest, as `aws ecs stop-task` does, times the healing and closes with a
 * verdict. Only where it is safe: steady, with two tasks or more, and one that is not protected.
 */
export const drill = defineCommand({
  name: 'drill',
  kind: 'change',
  words: [{ name: 'target', hint: 'cluster/service' }],
  flags: [],
  examples: ['drill shop/web'],
  args: z.object({ target: z.string() }),
  async run({ target: given }, context) {
    const { ecs } = context;
    const service = await findService(ecs, given);
    const { cluster, name } = service;
    const refuse = (why: 'deploying' | 'notSteady' | 'tooFew' | 'protected' | 'unhealthy') =>
      new Refusal({ code: 'drillUnsafe', target: `${cluster}/${name}`, why });
    if (service.status !== 'ACTIVE') {
      throw new Refusal({ code: 'serviceDraining', target: `${cluster}/${name}` });
    }
    if (isDeploying(service)) throw refuse('deploying');
    const recent = await readEffects({ target: { cluster, service: name } }, context);
    if (!isSteady(service, recent)) throw refuse('notSteady');
    if (service.desiredCount < 2) throw refuse('tooFew');
    const tasks = await runningTasks(ecs, cluster, name);
    const stopped = stoppedTasks(recent);
    if (tasks.some(({ arn }) => stopped.has(arn))) throw refuse('notSteady');
    if (tasks.some(({ health }) => health === 'UNHEALTHY')) throw refuse('unhealthy');
    const protections = await describeTaskProtection(
      ecs,
      cluster,
      tasks.map(({ arn }) => arn),
    );
    const isProtected = new Set(
      protections.filter((protection) => protection.isProtected).map(({ taskArn }) => taskArn),
    );
    const task = tasks.find(({ arn }) => !isProtected.has(arn));
    if (task === undefined) throw refuse('protected');
    return { type: 'change', change: { ...stopChange(task, service), drill: true } };
  },
});

function isSteady({ desiredCount, runningCount, pendingCount }: Service, recent: readonly Effect[]): boolean {
  return runningCount === countAfter(desiredCount, recent) && pendingCount === 0;
}
