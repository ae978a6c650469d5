import type { TaskCardBlock } from '@slack/types';
import type { RolloutStory } from '../../episodes/rollout-story.ts';
import type { RolloutTask } from '../../episodes/rollout-tasks.ts';
import type { EpisodeWords } from './episode-words.ts';
import { reasonWords } from './reason-words.ts';
import { taskCard } from './task-card.ts';

/** New tasks that have a card of their own; with the other cards a plan stays a dozen long. */
const mostCards = 6;

/** The new revision's tasks: each with a card, and of many those that are not up; the rest counted by state. */
export function newTaskCards(rollout: RolloutStory, words: EpisodeWords): TaskCardBlock[] {
  const { failed } = rollout;
  const isOver = rollout.state === 'COMPLETED';
  // What failed before a rollout was completed is counted; what was scaled in again is no part of it.
  const tasks = rollout.tasks.filter(({ state }) => state !== 'left' && !(isOver && state === 'failed'));
  const shown = new Set(tasks.length <= mostCards ? tasks : mostTelling(tasks));
  const rest = tasks.filter((task) => !shown.has(task));
  const many = (state: RolloutTask['state']) => rest.filter((task) => task.state === state).length;
  const count = (...states: RolloutTask['state'][]) => states.reduce((sum, state) => sum + many(state), 0);
  const foldedFailures = Math.max(0, failed - rollout.tasks.filter(({ state }) => state === 'failed').length);
  return [
    ...tasks.filter((task) => shown.has(task)).map((task) => card(task, words)),
    ...counted('more-failed', isOver ? 0 : count('failed') + foldedFailures, 'failed', 'error', words),
    ...counted('more-starting', count('starting'), 'starting', 'in_progress', words),
    ...counted(
      'more-running',
      count('running', 'up') + unheard(rollout),
      'running',
      many('running') > 0 ? 'in_progress' : 'complete',
      words,
    ),
    ...toStart(rollout, words),
    ...(isOver && failed > 0 ? [taskCard('failed', words.plan.failedBefore(failed), 'complete')] : []),
  ];
}

/** The newest that failed, those on their way, then those that are up. */
function mostTelling(tasks: readonly RolloutTask[]): RolloutTask[] {
  const failed = tasks.filter(({ state }) => state === 'failed').slice(-2);
  const others = (['starting', 'running', 'up'] as const).flatMap((state) =>
    tasks.filter((task) => task.state === state),
  );
  return [...failed, ...others].slice(0, mostCards);
}

function card({ id, state, lastStatus, reason }: RolloutTask, words: EpisodeWords): TaskCardBlock {
  const short = id.slice(0, 8);
  const { plan } = words;
  switch (state) {
    case 'starting':
      return taskCard(id, plan.starting(short, lastStatus), 'in_progress');
    case 'running':
      return taskCard(id, plan.running(short), 'in_progress');
    case 'up':
      return taskCard(id, plan.up(short), 'complete');
    case 'left':
      return taskCard(id, plan.left(short), 'complete');
    case 'failed':
      return taskCard(id, plan.failed(short), 'error', reason && plainReason(reasonWords(reason, words)));
  }
}

/** Reasons are written for mrkdwn; a card's text is shown as it is. */
function plainReason(words: string): string {
  return words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Tasks that ECS counts as running and no event told of. */
function unheard({ running, rollback, tasks }: RolloutStory): number {
  const told = tasks.filter(({ state }) => state === 'running' || state === 'up').length;
  return rollback === undefined ? Math.max(0, running - told) : 0;
}

function counted(
  id: string,
  count: number,
  state: 'starting' | 'running' | 'failed',
  status: TaskCardBlock['status'],
  { plan }: EpisodeWords,
): TaskCardBlock[] {
  return count === 0 ? [] : [taskCard(id, plan.more(count, state), status)];
}

function toStart(rollout: RolloutStory, { plan }: EpisodeWords): TaskCardBlock[] {
  const { state, desired, tasks } = rollout;
  if (state !== 'IN_PROGRESS' || desired === undefined) return [];
  const present =
    unheard(rollout) + tasks.filter(({ state: one }) => one !== 'failed' && one !== 'left').length;
  return desired <= present ? [] : [taskCard('to-start', plan.toStart(desired - present), 'pending')];
}
