import { isDeepStrictEqual } from 'node:util';
import { targetName } from '../ecs/target-name.ts';
import type { ScaleChange } from './change.ts';
import type { ChangeContext } from './change-context.ts';
import type { Intent } from './change-record.ts';
import { type Confirmed, confirmCard } from './confirm-card.ts';
import { endOf, isPause, standingWithout, withOriginal } from './for-a-time.ts';
import { readEffects } from './lease.ts';
import { readCount } from './read-count.ts';
import { returnCard } from './return-card.ts';
import { takenBack } from './taken-back.ts';

/** What became of a change whose time is over. */
export type WentBack =
  /** It was never made, or it stands already as it would be. */
  | { readonly type: 'nothing' }
  /** Somebody changed it since: that is not fought. */
  | { readonly type: 'left'; readonly intent: Intent; readonly desiredCount: number | undefined }
  | { readonly type: 'went'; readonly confirmed: Extract<Confirmed, { type: 'done' }> };

/** What is needed to see a later change. */
export interface LaterChanges {
  /** The last scaling of the target that was decided on after `iso`, of those that are wanted. */
  scaledSince(
    target: string,
    iso: string,
    isWanted?: (change: ScaleChange, intent: Intent) => boolean,
  ): Promise<Intent | undefined>;
}

/**
 * The end of `for 2h`: takes the change back in its asker's name, on the same road. Throws as confirmCard does: ChangeRefused
 * when its asker has lost the right, or a second person is needed by now.
 */
export async function goBack(
  given: Intent,
  context: Omit<ChangeContext, 'userId' | 'channelId'>,
  later: LaterChanges,
): Promise<WentBack> {
  const { store, clients, now } = context;
  const intent = await withOriginal(given, later);
  const { card, decidedAt } = intent;
  const outcome = await store.getOutcome(card.id);
  if (intent.decision !== 'make' || outcome?.result === 'failed' || card.change.type !== 'scale') {
    return { type: 'nothing' };
  }
  const { change: made } = card;
  const { target, forMs = 0 } = made;
  const state = await readCount(clients, target, await readEffects(made, context));
  const change = state && takenBack(intent, state, 'timer', now());
  const own = returnCard(intent, change ?? made, now());
  const begun = await store.getIntent(own.id);
  // A second job of one timer: the first did it and told it.
  const isSecond = begun !== undefined && begun.jobId !== context.jobId;
  if (isSecond && (await store.getOutcome(own.id)) !== undefined) return { type: 'nothing' };
  if (begun === undefined) {
    // A pause ends whatever else was changed meanwhile; only a later one takes it over, and ends it in its own time.
    const since = await later.scaledSince(targetName(target), decidedAt, isPause(made) ? isPause : sets);
    const stands = since === undefined || (await standsAgain(since, intent, store, later));
    if (!stands && (await isEndedElsewhere(since, intent, later))) return { type: 'nothing' };
    if (change === undefined || !stands) {
      const back = standingWithout(made, endOf(intent, forMs));
      const isThere = isPause(made) ? state !== undefined : state?.desiredCount === back.desiredCount;
      return isThere ? { type: 'nothing' } : { type: 'left', intent, desiredCount: state?.desiredCount };
    }
    if (changesNothing(change)) return { type: 'nothing' };
    await store.renewCard(own);
  }
  const { askedBy: userId, channelId } = card;
  const confirmed = await confirmCard(own.id, { ...context, userId, channelId });
  // Between the reading and the press: the next try sees what it is now.
  if (confirmed.type === 'moved') throw new Error('It changed just when it was to go back.');
  return { type: 'went', confirmed };
}

/** Whether a change sets a count anew: what takes another back may leave it. */
function sets({ undoes, before, after }: ScaleChange): boolean {
  return undoes === undefined || before.desiredCount !== after.desiredCount;
}

function wentOver({ card: { change } }: Intent, changeId: string): boolean {
  return change.type === 'scale' && change.earlier?.some((end) => end.changeId === changeId) === true;
}

/** Whether a later change undid this one, or is for a time and ends this one too, in its own. */
async function isEndedElsewhere(
  last: Intent,
  { card, decidedAt }: Intent,
  later: LaterChanges,
): Promise<boolean> {
  const { change } = last.card;
  if (change.type === 'scale' && change.forMs !== undefined && wentOver(last, card.id)) return true;
  const isUndo = ({ undoes }: ScaleChange) => undoes?.changeId === card.id;
  return (await later.scaledSince(targetName(card.change.target), decidedAt, isUndo)) !== undefined;
}

/** Whether the last that came after a change took back all that had gone over it, so that it stands again. */
async function standsAgain(
  last: Intent,
  { card, decidedAt }: Intent,
  { getIntent }: Pick<ChangeContext['store'], 'getIntent'>,
  later: LaterChanges,
): Promise<boolean> {
  const { change } = last.card;
  if (change.type !== 'scale' || change.undoes === undefined) return false;
  if (wentOver(last, card.id)) return true;
  // One that went straight over it, and did not write that down: 0.1.0 did not.
  const over = await getIntent(change.undoes.changeId);
  if (over === undefined) return false;
  const isBetween = (_: ScaleChange, intent: Intent) => intent.decidedAt < over.decidedAt;
  return (await later.scaledSince(targetName(card.change.target), decidedAt, isBetween)) === undefined;
}

function changesNothing({ before, after, autoscaling }: ScaleChange): boolean {
  const bounds = autoscaling?.after;
  return (
    before.desiredCount === after.desiredCount &&
    (bounds === undefined || isDeepStrictEqual(bounds, autoscaling?.before))
  );
}
