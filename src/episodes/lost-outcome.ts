import type { Episode } from './episode.ts';
import type { OutcomeFact } from './fact.ts';

/** A job is given up after two minutes, and a change that had begun after a few tries: longer than all of that. */
const patienceMs = 10 * 60_000;

/**
 * The outcome of a change of which none was recorded for so long that none will be: unknown. Without it the episode
 * would wait for ever. One that is recorded after all stands before it, by its earlier time. `now` in epoch milliseconds.
 */
export function lostOutcome({ phase, cause, outcome }: Episode, now: number): OutcomeFact | undefined {
  if (phase !== 'open' || cause === undefined || outcome !== undefined) return undefined;
  if (now < Date.parse(cause.askedAt) + patienceMs) return undefined;
  return { kind: 'outcome', changeId: cause.changeId, at: now, result: 'unknown' };
}
