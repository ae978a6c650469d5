import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { describeScalableTarget } from '../aws/autoscaling.ts';
import { consoleLink } from '../aws/ecs/console.ts';
import { isExpress } from '../aws/ecs/services.ts';
import { type AutoscalingState, autoscalingState, type ScaleChange } from '../changes/change.ts';
import { boundsAfter, countAfter } from '../changes/effects.ts';
import { allSuspended, earlierEnds, pausedFrom } from '../changes/for-a-time.ts';
import { readEffects } from '../changes/lease.ts';
import { timedDurationSchema } from './line/arguments.ts';
import { type CommandContext, defineChange } from './line/command.ts';
import { findService } from './line/find-service.ts';
import { Refusal } from './line/problem.ts';

const count = z.string().regex(/^[+-]?\d{1,6}$/, 'notACount');

/**
 * `/ecs scale <target> <n|+n|-n> [for 2h]`: `aws ecs update-service --desired-count`, always with an absolute count. Where Application Auto Scaling
 * also sets the count: `--move-bound` moves its minimum or maximum too, `--pause 1h` suspends it.
 */
export const scale = defineChange({
  name: 'scale',
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
      throw new Refusal({ code: 'managedElsewhere', target, link: consoleLink(service.arn) });
    }
    // ECS refuses a new count for it with ServiceNotActiveException.
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
      target,
      count: after,
      moveBound: words['move-bound'] === true,
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
      type: 'scale',
      target: { cluster, service: name },
      before: { desiredCount, runningCount },
      after: { desiredCount: after },
      ...asked,
      ...(earlier.length > 0 && { earlier }),
    };
  },
});

/** The state of auto scaling before the bot's pause that it is in now. Undefined if the bot has not paused it. */
async function pauseNow(
  target: string,
  { suspended }: AutoscalingState,
  { store, now }: Pick<CommandContext, 'store' | 'now'>,
): Promise<AutoscalingState | undefined> {
  if (!isDeepStrictEqual(suspended, allSuspended)) return undefined;
  return pausedFrom(target, new Date(now() + 1).toISOString(), store);
}

/** What the line says about auto scaling and duration. */
interface AutoscalingWords {
  readonly target: string;
  readonly count: number;
  readonly moveBound: boolean;
  readonly pauseMs?: number;
  readonly forMs?: number;
  /** The state of auto scaling before the bot's own pause that it is in now. */
  readonly paused?: AutoscalingState;
}

/** What a scaling does to auto scaling, and when it reverts. Throws Refusal where the line does not fit the target. */
function withAutoscaling(
  before: AutoscalingState | undefined,
  { target, count, moveBound, pauseMs, forMs, paused }: AutoscalingWords,
): Pick<ScaleChange, 'autoscaling' | 'forMs'> {
  const asked = moveBound || pauseMs !== undefined;
  if (asked && before === undefined) throw new Refusal({ code: 'noScalableTarget', target });
  if (pauseMs !== undefined && (forMs !== undefined || moveBound)) throw new Refusal({ code: 'oneOfBoth' });
  const time = pauseMs ?? forMs;
  const timed = time === undefined ? {} : { forMs: time };
  if (before === undefined) return timed;
  if (pauseMs !== undefined) {
    const after = { ...before, suspended: allSuspended };
    if (!isDeepStrictEqual(after, before)) return { autoscaling: { before, after }, ...timed };
    // The later pause takes over from the earlier one, and ends it too.
    if (paused === undefined) throw new Refusal({ code: 'pausedAlready', target });
    const returnsTo = { ...before, suspended: paused.suspended };
    return { autoscaling: { before, after, returnsTo }, ...timed };
  }
  const minCapacity = Math.min(before.minCapacity, count);
  const maxCapacity = Math.max(before.maxCapacity, count);
  const fits = minCapacity === before.minCapacity && maxCapacity === before.maxCapacity;
  if (!moveBound || fits) return { autoscaling: { before }, ...timed };
  return { autoscaling: { before, after: { ...before, minCapacity, maxCapacity } }, ...timed };
}
