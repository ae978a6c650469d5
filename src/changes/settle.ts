import type { ChangeContext } from './change-context.ts';
import { type Effect, effectsOf } from './effects.ts';
import { makeChange } from './make-change.ts';

/**
 * Finishes a change whose worker died under the lease, as its own job would when it comes again; what it did, for the minute that ECS may
 * lag. Nothing where it was never decided on. Throws what may be tried again.
 */
export async function settle(
  cardId: string,
  context: ChangeContext,
  recent: readonly Effect[],
): Promise<readonly Effect[]> {
  const { store, story } = context;
  const intent = await store.getIntent(cardId);
  if (intent?.decision !== 'make') return [];
  const { card } = intent;
  const known = await store.getOutcome(cardId);
  if (known !== undefined) return effectsOf(card.change, known);
  const outcome = await makeChange(intent, true, context, recent);
  await store.putOutcome(cardId, outcome);
  await story.end(card, outcome);
  return effectsOf(card.change, outcome);
}
