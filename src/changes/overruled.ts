import { targetName } from '../aws/ecs/target.ts';
import type { Intent } from './card.ts';
import type { ScaleChange } from './change.ts';
import type { ChangeContext } from './context.ts';
import { endOf, isPause, movesBounds } from './for-a-time.ts';

/** What a later change does to the end of one that was made for a time. */
type OverruledBy =
  | 'nothing'
  /** It was undone, or a later change for a time ends this one too when its own time is up. */
  | 'what ends it too'
  /** Something else was set since, and stays. */
  | 'another';

/**
 * Whether a later change through the bot keeps this one's end from being applied; `isOurs` while the target is still as this one left it. `made` is the
 * change of its card.
 */
export async function overruledBy(
  intent: Intent,
  made: ScaleChange,
  isOurs: boolean,
  store: ChangeContext['store'],
): Promise<OverruledBy> {
  const last = await lastOver(intent, made, isOurs, store);
  const isOver = isOurs && last !== undefined && wasOver(last, intent);
  if (last === undefined || isOver || (await standsAgain(last, intent, store))) return 'nothing';
  return (await isEndedElsewhere(last, intent, store)) ? 'what ends it too' : 'another';
}

/**
 * The last such change. While the target is as this one left it, one whose outcome is unknown does not
 * count: it may never have been made, and then nothing else would end this one.
 */
async function lastOver(
  { card: { change }, decidedAt }: Intent,
  made: ScaleChange,
  isOurs: boolean,
  store: ChangeContext['store'],
): Promise<Intent | undefined> {
  const unknown = new Set<string>();
  const isOver = overrules(made);
  for (;;) {
    const last = await store.scaledSince(
      targetName(change.target),
      decidedAt,
      (later, { card }) => isOver(later) && !unknown.has(card.id),
    );
    if (last === undefined || !isOurs) return last;
    if ((await store.getOutcome(last.card.id))?.result !== 'unknown') return last;
    unknown.add(last.card.id);
  }
}

/**
 * Which later changes keep a change's end from being applied. A pause, and a move of the bounds, end whatever else has changed meanwhile; only a
 * later change of the same kind takes over from them, and ends them when its own time is up.
 */
function overrules(made: ScaleChange): (later: ScaleChange) => boolean {
  if (isPause(made)) return isPause;
  return movesBounds(made) ? movesBounds : sets;
}

/** Whether a change sets the count; a revert may leave it as it is. */
function sets({ undoes, before, after }: ScaleChange): boolean {
  return undoes === undefined || before.desiredCount !== after.desiredCount;
}

function wentOver({ card: { change } }: Intent, changeId: string): boolean {
  return change.type === 'scale' && change.earlier?.some((end) => end.changeId === changeId) === true;
}

/** Whether a later change undid this one, or is itself for a time and will end this one too when its time is up. */
async function isEndedElsewhere(
  last: Intent,
  { card, decidedAt }: Intent,
  store: ChangeContext['store'],
): Promise<boolean> {
  const { change } = last.card;
  if (change.type === 'scale' && change.forMs !== undefined && wentOver(last, card.id)) return true;
  const isUndo = ({ undoes }: ScaleChange) => undoes?.changeId === card.id;
  return (await store.scaledSince(targetName(card.change.target), decidedAt, isUndo)) !== undefined;
}

/**
 * Whether the latest change after this one was made over it, for a time that is up too. Where the count is again this one's, that one had come back to
 * it: its own end then changed nothing, and left no record.
 */
function wasOver(last: Intent, { card, decidedAt }: Intent): boolean {
  const [later, own] = [last.card.change, card.change];
  if (later.type !== 'scale' || own.type !== 'scale') return false;
  if (later.forMs === undefined || own.forMs === undefined || !wentOver(last, card.id)) return false;
  return endOf(last, later.forMs) <= endOf({ decidedAt }, own.forMs);
}

/** Whether the latest change after this one reverted everything that was made on top of it, so that this one applies again. */
async function standsAgain(
  last: Intent,
  { card, decidedAt }: Intent,
  store: ChangeContext['store'],
): Promise<boolean> {
  const { change } = last.card;
  if (change.type !== 'scale' || change.undoes === undefined) return false;
  if (wentOver(last, card.id)) return true;
  // A change that was made directly on top of it without recording that: 0.1.0 did not.
  const over = await store.getIntent(change.undoes.changeId);
  if (over === undefined || over.decidedAt <= decidedAt) return false;
  const isBetween = (_: ScaleChange, intent: Intent) => intent.decidedAt < over.decidedAt;
  return (await store.scaledSince(targetName(card.change.target), decidedAt, isBetween)) === undefined;
}
