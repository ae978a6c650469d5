import type { PlanBlock, TaskCardBlock } from '@slack/types';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import type { RolloutStory } from '../../episodes/rollout-story.ts';
import { plainText } from '../blocks/plain-text.ts';
import type { EpisodeWords } from './episode-words.ts';
import { newTaskCards } from './new-task-cards.ts';
import { seconds } from './seconds.ts';
import { taskCard } from './task-card.ts';

/**
 * A rollout in cards: the new tasks by state, the old ones making room, circuit breaker and rollback. Titles are bare
 * strings, and Slack shows the plan as failed when one card is: so what failed on the way is no error any more once the
 * rollout is completed. Undefined for any other story.
 */
export function rolloutPlan({ kind, rollout }: EpisodeStory, words: EpisodeWords): PlanBlock | undefined {
  if (kind !== 'rollout' || rollout === undefined) return undefined;
  const { from, to } = rollout;
  return {
    type: 'plan',
    title: plainText(words.plan.title(from, to)),
    tasks: [
      ...newTaskCards(rollout, words),
      ...hangingCard(rollout, words),
      oldTasksCard(rollout, words),
      ...breakerCard(rollout, words),
      ...rollbackCard(rollout, words),
    ],
  };
}

function hangingCard({ hanging }: RolloutStory, { plan, duration }: EpisodeWords): TaskCardBlock[] {
  if (hanging === undefined) return [];
  const [message] = hanging.messages;
  return [taskCard('hangs', plan.hanging(duration(seconds(hanging.for))), 'error', message?.text)];
}

function oldTasksCard({ state, rollback, old }: RolloutStory, { plan }: EpisodeWords): TaskCardBlock {
  const { draining, stopped } = old;
  const isOver = state !== 'IN_PROGRESS' || rollback !== undefined;
  if (draining + stopped > 0) {
    const status = draining === 0 && isOver ? 'complete' : 'in_progress';
    return taskCard('old', plan.old(draining, stopped), status);
  }
  return isOver ? taskCard('old', plan.oldStay, 'complete') : taskCard('old', plan.oldWait, 'pending');
}

function breakerCard(
  { circuitBreaker, state, reason, failed }: RolloutStory,
  { plan }: EpisodeWords,
): TaskCardBlock[] {
  const tripped = state === 'FAILED' && /circuit breaker/i.test(reason ?? '');
  if (tripped) return [taskCard('breaker', plan.breakerTripped, 'error', reason)];
  if (circuitBreaker === undefined || circuitBreaker === 'off' || state === 'ENDED') return [];
  return state === 'COMPLETED'
    ? [taskCard('breaker', plan.breakerQuiet, 'complete')]
    : [taskCard('breaker', plan.breaker(circuitBreaker, failed), 'pending')];
}

function rollbackCard(
  { rollback, from, running, desired }: RolloutStory,
  { plan }: EpisodeWords,
): TaskCardBlock[] {
  if (rollback === undefined) return [];
  const status = { IN_PROGRESS: 'in_progress', COMPLETED: 'complete', FAILED: 'error' } as const;
  return [taskCard('back', plan.back(from ?? '…', running, desired), status[rollback])];
}
