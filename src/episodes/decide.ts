import { countedFrom } from './counted-from.ts';
import type { EpisodeRecord } from './episode-record.ts';
import { hangsAt } from './hangs-at.ts';
import { isSettled } from './is-settled.ts';
import { isSteadyAnswer } from './is-steady-answer.ts';
import { undoEndsAt } from './undo-ends-at.ts';

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
/** Tasks come in bursts: the desired count is asked for once in so long. */
const askAgainMs = 10_000;

/**
 * Decides by the closing rule. `settleMs` is how long nothing new must have come; an answer counts when it was asked
 * in this look.
 */
export function decide(record: EpisodeRecord, now: number, settleMs: number): Decision {
  const { episode, freshAt, lookAt } = record;
  const undoAt = undoEndsAt(episode);
  if (episode.phase !== 'open')
    return undoAt === undefined ? { type: 'nothing' } : { type: 'look', at: undoAt };
  const isService = 'service' in episode.target;
  const answeredAt = episode.answer?.at ?? 0;
  if (isService && answeredAt < countedFrom(episode) && answeredAt + askAgainMs <= now)
    return { type: 'ask' };
  const hangAt = hangsAt(episode) ?? 0;
  if (isService && now >= hangAt && answeredAt < hangAt) return { type: 'ask' };
  const ends = [hangAt, undoAt ?? 0].filter((at) => at > now);
  const sooner = (at: number) => ({ type: 'look', at: Math.min(at, ...ends) }) as const;
  const due = Math.max(lookAt, freshAt + settleMs);
  if (now < due) return sooner(due);
  const later = sooner(now + Math.min(Math.max(now - freshAt, settleMs), seldomMs));
  if (!isSettled(episode)) return later;
  if (!isService) return { type: 'close' };
  if (answeredAt < due) return { type: 'ask' };
  return isSteadyAnswer(episode) ? { type: 'close' } : later;
}
