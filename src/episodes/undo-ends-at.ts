import type { Episode } from './episode.ts';

/** How long a change's message offers to undo it. */
const undoableMs = 15 * 60_000;

/** When the offer to undo the episode's change ends, epoch milliseconds; undefined where there is none, or no more. */
export function undoEndsAt({ cause, outcome, superseded, undoOver }: Episode): number | undefined {
  if (cause?.type !== 'scale' || cause.service !== undefined || outcome?.result !== 'applied')
    return undefined;
  if (superseded === true || undoOver === true) return undefined;
  return outcome.at + undoableMs;
}
