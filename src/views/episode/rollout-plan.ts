import type { PlanBlock, TaskCardBlock } from '@slack/types';
import type { RolloutStory, RolloutTask } from '../../episodes/rollout.ts';
import { plainText } from '../../messages/mrkdwn.ts';
import { taskCard } from '../blocks.ts';
import { hookCards, isStaged, stagedCards } from './staging.ts';
import { type EpisodeWords, reasonWords, seconds } from './titles.ts';

/**
 * A rollout as cards: the new tasks by state, the old ones making room, circuit breaker and rollback. Titles are plain strings, and Slack shows the
 * plan as failed if one card is: so once the rollout is completed, earlier failures are no longer shown as errors.
 */
export function rolloutPlan(rollout: RolloutStory, words: EpisodeWords): PlanBlock {
  const { from, to, staging } = rollout;
  const title = plainText(words.plan.title(from, to));
  if (staging !== undefined && isStaged(staging)) {
    const [first] = staging.steps;
    const isStarting = first?.name === 'SCALE_UP' && first.state !== 'done';
    const cards = [
      ...stagedCards(rollout, words),
      ...(isStarting ? newTaskCards(rollout, words) : []),
      ...hangingCard(rollout, words),
      ...rollbackCard(rollout, words),
    ];
    return { type: 'plan', title, tasks: cards };
  }
  return {
    type: 'plan',
    title,
    tasks: [
      ...newTaskCards(rollout, words),
      ...hookCards(staging, words.stages),
      ...hangingCard(rollout, words),
      oldTasksCard(rollout, words),
      ...breakerCard(rollout, words),
      ...rollbackCard(rollout, words),
    ],
  };
}

function hangingCard({ hanging }: RolloutStory, { plan, stages, duration }: EpisodeWords): TaskCardBlock[] {
  if (hanging === undefined) return [];
  const lasted = duration(seconds(hanging.for));
  if (hanging.stage !== undefined)
    return [taskCard('hangs', stages.card.overdue(hanging.stage, lasted), 'error')];
  const [message] = hanging.messages;
  return [taskCard('hangs', plan.hanging(lasted), 'error', message?.text)];
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

/** New tasks that get a card of their own; with the other cards a plan has about a dozen. */
const mostCards = 6;

/** The new revision's tasks: a card each if there are few; if there are many, cards for the most telling, and the rest counted by state. */
function newTaskCards(rollout: RolloutStory, words: EpisodeWords): TaskCardBlock[] {
  const { failed } = rollout;
  const isOver = rollout.state === 'COMPLETED';
  // Failures before a rollout was completed are only counted; tasks that were scaled in again are left out.
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

/** The newest that failed, then those starting, then those that are up. */
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

/** Reasons are written for mrkdwn; a card shows text as it is. */
function plainReason(words: string): string {
  return words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Tasks that ECS counts as running and no event reported. */
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
