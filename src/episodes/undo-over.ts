import type { Episode } from './episode.ts';
import type { UndoOverFact } from './fact.ts';
import { undoEndsAt } from './undo-ends-at.ts';

/** The fact that the time to undo is over, once it is: an episode holds no clock of its own. `now` in epoch milliseconds. */
export function undoOver(episode: Episode, now: number): UndoOverFact | undefined {
  const ends = undoEndsAt(episode);
  if (ends === undefined || now < ends || episode.cause === undefined) return undefined;
  return { kind: 'undo-over', changeId: episode.cause.changeId };
}
