import { targetName } from '../ecs/target-name.ts';
import type { ScaleChange } from './change.ts';
import type { ChangeContext } from './change-context.ts';
import type { Intent } from './change-record.ts';
import { type Confirmed, confirmCard } from './confirm-card.ts';
import { readEffects } from './lease.ts';
import { readCount } from './read-count.ts';
import { returnCard } from './return-card.ts';
import { isPause, takenBack } from './taken-back.ts';

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
    isWanted?: (change: ScaleChange) => boolean,
  ): Promise<Intent | undefined>;
}

/**
 * The end of `for 2h`: takes the change back in its asker's name, on the same road. Throws as confirmCard does: ChangeRefused
 * when its asker has lost the right, or a second person is needed by now.
 */
export async function goBack(
  intent: Intent,
  context: Omit<ChangeContext, 'userId' | 'channelId'>,
  later: LaterChanges,
): Promise<WentBack> {
  const { store, clients, now } = context;
  const { card, decidedAt } = intent;
  const outcome = await store.getOutcome(card.id);
  if (intent.decision !== 'make' || outcome?.result === 'failed' || card.change.type !== 'scale') {
    return { type: 'nothing' };
  }
  const { change: made } = card;
  const { target, before } = made;
  const state = await readCount(clients, target, await readEffects(made, context));
  const change = state && takenBack(intent, state, 'timer');
  const own = returnCard(intent, change ?? made, now());
  const begun = await store.getIntent(own.id);
  if (begun === undefined) {
    // A pause ends whatever else was changed meanwhile; only a later one takes it over, and ends it in its own time.
    const isWanted = isPause(made) ? isPause : undefined;
    const since = await later.scaledSince(targetName(target), decidedAt, isWanted);
    if (change === undefined || (since !== undefined && !wasTakenBack(since, made))) {
      const isThere = isPause(made) ? state !== undefined : state?.desiredCount === before.desiredCount;
      return isThere ? { type: 'nothing' } : { type: 'left', intent, desiredCount: state?.desiredCount };
    }
    await store.renewCard(own);
  }
  const { askedBy: userId, channelId } = card;
  const confirmed = await confirmCard(own.id, { ...context, userId, channelId });
  // Between the reading and the press: the next try sees what it is now.
  if (confirmed.type === 'moved') throw new Error('It changed just when it was to go back.');
  return { type: 'went', confirmed };
}

/** Whether the last that came after a change was taking back what came between: it left the count as the change had set it. */
function wasTakenBack({ card: { change: later } }: Intent, { after }: ScaleChange): boolean {
  return (
    later.type === 'scale' && later.undoes !== undefined && later.after.desiredCount === after.desiredCount
  );
}
