import type { ChangeStore } from '../changes/change-store.ts';

/** How far a change came whose job fails for good. `unknown`: it was begun, or nobody can say. */
export type Became = 'nothing' | 'applied' | 'failed' | 'unknown';

/** The card whose button a line is the value of, if it is one that carries a change out. */
export function pressedCard(line: string): string | undefined {
  return /^confirm (\S+)$/.exec(line.trim())?.[1];
}

/** What the records say of a card's change. Never rejects: what can't be read is unknown. */
export async function whatBecame(
  cardId: string,
  store: Pick<ChangeStore, 'getIntent' | 'getOutcome'>,
): Promise<Became> {
  try {
    const [intent, outcome] = await Promise.all([store.getIntent(cardId), store.getOutcome(cardId)]);
    if (intent?.decision !== 'make') return 'nothing';
    return outcome?.result ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
