import type { EpisodeRecord } from './episode-record.ts';
import { isSettled } from './is-settled.ts';
import { isSteadyAnswer } from './is-steady-answer.ts';

/** What to do about an episode beside sending its message. */
export type Decision =
  | { readonly type: 'nothing' }
  /** Ask DescribeServices, merge the answer, decide again. */
  | { readonly type: 'ask' }
  | { readonly type: 'close' }
  /** Nothing before this time, epoch milliseconds. */
  | { readonly type: 'look'; readonly at: number };

/** An episode that does not settle is looked at ever more seldom, at least every so often. */
const seldomMs = 15 * 60_000;

/**
 * Decides by the closing rule. `settleMs` is how long nothing new must have come; an answer counts when it was asked
 * in this look.
 */
export function decide(record: EpisodeRecord, now: number, settleMs: number): Decision {
  const { episode, freshAt, lookAt } = record;
  if (episode.phase !== 'open') return { type: 'nothing' };
  const isService = 'service' in episode.target;
  const isRollout = Object.keys(episode.facts.deployments).length > 0;
  if (isService && isRollout && episode.answer === undefined) return { type: 'ask' };
  const due = Math.max(lookAt, freshAt + settleMs);
  if (now < due) return { type: 'look', at: due };
  const later = { type: 'look', at: now + Math.min(Math.max(now - freshAt, settleMs), seldomMs) } as const;
  if (!isSettled(episode)) return later;
  if (!isService) return { type: 'close' };
  if ((episode.answer?.at ?? 0) < due) return { type: 'ask' };
  return isSteadyAnswer(episode) ? { type: 'close' } : later;
}
