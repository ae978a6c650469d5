import { problemView } from '../views/problem-view.ts';
import type { LineRequest } from './line-request.ts';
import type { LineWorld } from './line-world.ts';
import { pressedCard, whatBecame } from './what-became.ts';

/**
 * Tells the person that three tries failed, and of a press whether it changed something all the same: its change may be
 * made, and only the rest have failed.
 */
export async function lastWord(
  { line, answer }: Pick<LineRequest, 'line' | 'answer'>,
  { store, messages }: Pick<LineWorld, 'store' | 'messages'>,
): Promise<void> {
  const cardId = pressedCard(line);
  const became = cardId === undefined ? 'nothing' : await whatBecame(cardId, store);
  const problem = { code: 'unavailable', became } as const;
  await answer.toPerson(problemView(problem, messages));
}
