import { activeFreezes, isFrozen } from '../access/freeze.ts';
import type { Episode } from '../episodes/episode.ts';
import type { FreezeFact } from '../episodes/facts.ts';
import type { Settings } from '../notifications/settings.ts';
import { freezeEndView } from '../views/freeze.ts';
import type { Deps } from './deps.ts';
import { tellOnce } from './notices.ts';

/**
 * For each freeze whose time is over: posts that in the channel where it was set, and deletes it. Returns when the next one ends, epoch milliseconds;
 * undefined without one.
 * @throws Error when Slack did not accept it, as for a mute
 */
export async function endFreezes(
  deps: Deps,
  { freezes }: Pick<Settings, 'freezes'>,
): Promise<number | undefined> {
  const words = await deps.channelWords();
  const now = deps.now();
  for (const freeze of freezes) {
    const { pattern, channel, until } = freeze;
    if (until === undefined || until > now) continue;
    const message = freezeEndView(freeze, words(channel));
    await tellOnce(deps, { pk: `notice#freeze ${pattern}`, at: until, channel, message });
    await deps.settings.deleteFreeze(freeze);
  }
  const next = Math.min(...freezes.flatMap(({ until = 0 }) => (until > now ? [until] : [])));
  return Number.isFinite(next) ? next : undefined;
}

/**
 * That a deployment began in the episode while its service was frozen, so not through the bot: whatever that begins one with, a rollback or what breaks
 * the freeze, has an episode of its own. Nothing if the episode knows already. ECS rolls back without being asked.
 */
export function frozenMeanwhile(
  { target, phase, cause, facts, frozen, startedAfter }: Episode,
  { freezes }: Pick<Settings, 'freezes'>,
  now: number,
): readonly FreezeFact[] {
  if (phase !== 'open' || frozen !== undefined || !('service' in target) || beginsDeployment(cause))
    return [];
  const name = { cluster: target.cluster, name: target.service };
  // A change's episode takes over the deployment that is in progress, which was judged in the one before.
  const after = cause === undefined ? 0 : startedAfter;
  const began = Object.values(facts.deployments).flatMap(({ startedAt = 0, rollback }) =>
    startedAt <= after || rollback ? [] : [startedAt],
  );
  const freeze = activeFreezes(freezes, now).find(
    ({ pattern, since }) => isFrozen(pattern, name) && began.some((at) => at >= since),
  );
  if (freeze === undefined) return [];
  const { pattern, setBy, reason } = freeze;
  return [{ kind: 'freeze', pattern, setBy, reason }];
}

/** Whether the change that the episode tells begins a deployment itself: all do but a scaling, a stop and an answer to a hook. */
function beginsDeployment(cause: Episode['cause']): boolean {
  if (cause === undefined || cause.type === 'stop-task' || cause.type === 'continue') return false;
  return cause.type !== 'scale' || cause.service !== undefined;
}
