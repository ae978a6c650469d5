import { isDeepStrictEqual } from 'node:util';
import type { ChangeContext } from './change-context.ts';
import type { Intent } from './change-record.ts';
import type { Effect } from './effects.ts';
import { readCount } from './read-count.ts';

/**
 * Whether something else changed the target since this change was begun. Its retry would then set what nobody wants any more: an
 * absolute effect is harmless only as long as nothing came after it.
 */
export async function isOvertaken(
  { card, decidedAt }: Intent,
  { clients, store }: Pick<ChangeContext, 'clients' | 'store'>,
  recent: readonly Effect[],
): Promise<boolean> {
  const { change } = card;
  if (change.type !== 'scale') return false;
  const { target, before, after, autoscaling } = change;
  const state = await readCount(clients, target, recent);
  // One that is gone, or is being deleted, refuses the change by itself.
  if (state === undefined) return false;
  const counts = [before.desiredCount, after.desiredCount];
  const bounds = [autoscaling?.before, ...(autoscaling?.after ? [autoscaling.after] : [])];
  const stands =
    counts.includes(state.desiredCount) && bounds.some((each) => isDeepStrictEqual(each, state.autoscaling));
  return !stands || (await store.scaledSince(`${target.cluster}/${target.service}`, decidedAt)) !== undefined;
}
