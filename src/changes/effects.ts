import { isDeepStrictEqual } from 'node:util';
import type { Service } from '../aws/ecs/services.ts';
import type { ChangeOutcome } from './card.ts';
import type { AutoscalingState, Change } from './change.ts';

/**
 * What the bot itself has just done to a target. ECS's reads lag behind its writes (`aws ecs` documents eventual consistency), so each effect is
 * remembered for a minute and applied on top of what ECS answers. `at` in epoch milliseconds.
 */
export type Effect =
  | { readonly type: 'stopped'; readonly taskArn: string; readonly at: number }
  | { readonly type: 'count'; readonly from: number; readonly to: number; readonly at: number }
  | {
      readonly type: 'bounds';
      readonly from: AutoscalingState;
      readonly to: AutoscalingState;
      readonly at: number;
    }
  /** A pause hook was answered. */
  | {
      readonly type: 'hook';
      readonly hookId: string;
      readonly action: 'CONTINUE' | 'ROLLBACK';
      readonly at: number;
    }
  /** A deployment took another's place as PRIMARY: `ecs-svc/…`; empty where it is not known which. */
  | { readonly type: 'deployment'; readonly from: string; readonly to: string; readonly at: number };

const rememberedMs = 60_000;

/** The effects of the last minute. */
export function recentEffects(effects: readonly Effect[], now: number): readonly Effect[] {
  return effects.filter(({ at }) => now - at < rememberedMs);
}

/**
 * What a change did. If its outcome is unknown, a stop, an answered hook and a deployment count: a task that may be stopping can't be relied on, and a card
 * from before a deployment that may have begun is shown anew. But for a count that may never have been set, ECS's answer decides.
 */
export function effectsOf(change: Change, { result, at: iso, made }: ChangeOutcome): readonly Effect[] {
  const at = Date.parse(iso);
  if (result === 'failed') return [];
  if (change.type === 'stop-task') return [{ type: 'stopped', taskArn: change.taskArn, at }];
  if (change.type === 'deploy' || change.type === 'restart' || change.type === 'rollback') {
    const { deploymentId: from } = change.before;
    // ECS does not say which deployment it goes back to, nor, where its answer was lost, which one began, if any.
    const goesBack = change.type === 'rollback' && change.stops !== undefined;
    const to = goesBack || result === 'unknown' ? '' : made;
    return to === undefined ? [] : [{ type: 'deployment', from, to, at }];
  }
  // It may have been answered: until ECS shows it, nobody answers it again.
  if (change.type === 'continue') return [{ type: 'hook', hookId: change.hookId, action: change.action, at }];
  if (change.type !== 'scale' || result === 'unknown') return [];
  const { before, after, autoscaling } = change;
  const bounds = autoscaling?.after;
  // Setting the bounds moves the count within them before it is set itself: ECS may still answer with that count.
  const moved = bounds ? within(before.desiredCount, bounds) : before.desiredCount;
  return [
    ...(autoscaling && bounds ? [{ type: 'bounds', from: autoscaling.before, to: bounds, at } as const] : []),
    ...(moved === before.desiredCount
      ? []
      : [{ type: 'count', from: before.desiredCount, to: moved, at } as const]),
    { type: 'count', from: moved, to: after.desiredCount, at },
  ];
}

/** A count clamped to auto scaling's bounds. */
export function within(count: number, { minCapacity, maxCapacity }: AutoscalingState): number {
  return Math.min(Math.max(count, minCapacity), maxCapacity);
}

/**
 * The desired count: the last one set, while ECS still answers with one that was set or was there before. Any other is somebody else's, and newer.
 */
export function countAfter(answered: number, recent: readonly Effect[]): number {
  const counts = recent.flatMap((effect) => (effect.type === 'count' ? [effect] : []));
  const last = counts.at(-1);
  return last && counts.some(({ from, to }) => answered === from || answered === to) ? last.to : answered;
}

/** Auto scaling's bounds, in the same way. */
export function boundsAfter(
  answered: AutoscalingState | undefined,
  recent: readonly Effect[],
): AutoscalingState | undefined {
  const bounds = recent.flatMap((effect) => (effect.type === 'bounds' ? [effect] : []));
  const last = bounds.at(-1);
  const isOurs = bounds.some(({ from, to }) => [from, to].some((each) => isDeepStrictEqual(each, answered)));
  return last && isOurs ? last.to : answered;
}

/** The PRIMARY deployment's id, in the same way. */
export function deploymentAfter(answered: string, recent: readonly Effect[]): string {
  const begun = recent.flatMap((effect) => (effect.type === 'deployment' ? [effect] : []));
  return begun.some(({ from }) => answered === from) ? (begun.at(-1)?.to ?? answered) : answered;
}

/** Whether a deployment was begun, or told to go back, that ECS does not show yet. */
export function isBegun({ deployments }: Pick<Service, 'deployments'>, recent: readonly Effect[]): boolean {
  const { id = '' } = deployments.find(({ status }) => status === 'PRIMARY') ?? {};
  return deploymentAfter(id, recent) !== id;
}

/** Whether ECS still answers with what was there before a deployment that the bot began: what it says runs would be copied, or gone back from, in vain. */
export function isBehind({ deployments }: Pick<Service, 'deployments'>, recent: readonly Effect[]): boolean {
  const { id = '' } = deployments.find(({ status }) => status === 'PRIMARY') ?? {};
  const last = deploymentAfter(id, recent);
  return last !== id && last !== '';
}

/** ARNs of the tasks that were told to stop; ECS may still list them as running. */
export function stoppedTasks(recent: readonly Effect[]): ReadonlySet<string> {
  return new Set(recent.flatMap((effect) => (effect.type === 'stopped' ? [effect.taskArn] : [])));
}
