import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { describeScalableTarget } from '../autoscaling/describe-scalable-target.ts';
import type { AutoscalingState } from '../changes/autoscaling-change.ts';
import { autoscalingState } from '../changes/autoscaling-state.ts';
import { boundsAfter, countAfter } from '../changes/effects.ts';
import { allSuspended, earlierEnds, pausedFrom } from '../changes/for-a-time.ts';
import { readEffects } from '../changes/lease.ts';
import { isExpress } from '../ecs/managed-elsewhere.ts';
import type { CommandContext } from './command-context.ts';
import { defineCommand } from './define-command.ts';
import { timedDurationSchema } from './duration-schema.ts';
import { expressLink } from './express-link.ts';
import { findService } from './find-service.ts';
import { Refusal } from './refusal.ts';
import { withAutoscaling } from './with-autoscaling.ts';

const count = z.string().regex(/^[+-]?\d{1,6}$/, 'notACount');

/**
 * `/ecs scale <target> <n|+n|-n> [for 2h]`: `aws ecs update-service --desired-count`, always with an absolute count. Where
 * Application Auto Scaling also sets the count: `--move-bound` moves its minimum or maximum along, `--pause 1h` has it rest.
 */
export const scale = defineCommand({
  name: 'scale',
  kind: 'change',
  words: [
    { name: 'target', hint: 'cluster/service' },
    { name: 'count', hint: 'n|+n|-n' },
    { name: 'for', hint: 'for 2h', optional: true },
    { name: 'duration', hint: '', optional: true },
  ],
  flags: [{ name: 'move-bound' }, { name: 'pause', value: '1h' }],
  examples: ['scale shop/web 4', 'scale shop/web +1', 'scale shop/web -1', 'scale shop/web 6 for 2h'],
  args: z
    .object({
      target: z.string(),
      count,
      for: z.literal('for', 'notFor').optional(),
      duration: timedDurationSchema.optional(),
      'move-bound': z.literal(true).optional(),
      pause: timedDurationSchema.optional(),
    })
    .refine((words) => words.for === undefined || words.duration !== undefined, {
      path: ['duration'],
      message: 'notADuration',
    }),
  async run(words, context) {
    const { ecs, autoscaling, maximumDesiredCount } = context;
    const service = await findService(ecs, words.target);
    const { cluster, name, runningCount } = service;
    const recent = await readEffects({ target: { cluster, service: name } }, context);
    const desiredCount = countAfter(service.desiredCount, recent);
    const target = `${cluster}/${name}`;
    if (isExpress(service)) {
      throw new Refusal({ code: 'managedElsewhere', target, link: expressLink(service.arn) });
    }
    // ECS refuses its count with ServiceNotActiveException.
    if (service.status !== 'ACTIVE') throw new Refusal({ code: 'serviceDraining', target });
    if (service.schedulingStrategy === 'DAEMON') throw new Refusal({ code: 'daemonCount', target });
    const after = /^[+-]/.test(words.count) ? desiredCount + Number(words.count) : Number(words.count);
    if (after < 0) throw new Refusal({ code: 'belowZero', target, count: after, desiredCount });
    if (after > maximumDesiredCount && after > desiredCount) {
      throw new Refusal({ code: 'aboveMaximum', target, count: after, maximum: maximumDesiredCount });
    }
    const scalable = await describeScalableTarget(autoscaling, { cluster, service: name });
    const state = boundsAfter(scalable && autoscalingState(scalable), recent);
    const paused = words.pause !== undefined && state && (await pauseNow(target, state, context));
    const asked = withAutoscaling(state, {
      ...{ target, count: after, moveBound: words['move-bound'] === true },
      ...(paused && { paused }),
      ...(words.pause !== undefined && { pauseMs: words.pause }),
      ...(words.duration !== undefined && { forMs: words.duration }),
    });
    const stands = { desiredCount, autoscaling: state };
    const what = asked.autoscaling?.after === undefined ? 'count' : 'bounds';
    const earlier = words.pause === undefined ? await earlierEnds(target, stands, what, context) : [];
    if (after === desiredCount && asked.autoscaling?.after === undefined) {
      throw new Refusal({ code: 'sameCount', target, count: after });
    }
    return {
      type: 'change',
      change: {
        type: 'scale',
        target: { cluster, service: name },
        before: { desiredCount, runningCount },
        after: { desiredCount: after },
        ...asked,
        ...(earlier.length > 0 && { earlier }),
      },
    };
  },
});

/** The pause that auto scaling is in by the bot: what it was before. Undefined where no pause of the bot's stands. */
async function pauseNow(
  target: string,
  { suspended }: AutoscalingState,
  { store, now }: Pick<CommandContext, 'store' | 'now'>,
): Promise<AutoscalingState | undefined> {
  if (!isDeepStrictEqual(suspended, allSuspended)) return undefined;
  return pausedFrom(target, new Date(now() + 1).toISOString(), store);
}
