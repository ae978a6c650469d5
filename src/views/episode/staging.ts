import type { TaskCardBlock } from '@slack/types';
import type { AnsweredHook } from '../../episodes/facts.ts';
import type { RolloutStory } from '../../episodes/rollout.ts';
import type { Step } from '../../episodes/stages.ts';
import type { StagingStory } from '../../episodes/staging.ts';
import { code, escapeText, slackDate, wordOf } from '../../messages/mrkdwn.ts';
import { taskCard } from '../blocks.ts';
import { trafficBar } from '../stages.ts';
import type { EpisodeWords } from './titles.ts';

type Words = EpisodeWords['stages'];

/** Whether a deployment is shown by its stages: a rolling one is shown by its tasks. */
export function isStaged({ strategy }: StagingStory): boolean {
  return strategy !== 'ROLLING';
}

/** `12:30 UTC`, where Slack shows no reader's own time. */
export function utcClock(date: Date): string {
  return `${date.toISOString().slice(11, 16)} UTC`;
}

/** Strategy, stage, share of the traffic, what holds it up and until when. */
export function stagingLines(
  { staging, state, rollback }: RolloutStory,
  { stages: words }: EpisodeWords,
): string[] {
  if (staging === undefined) return [];
  const { strategy, stage, weight, waits, endsAt, alarms } = staging;
  const alarmed = alarms.length > 0 ? [words.alarms(alarms)] : [];
  if (state !== 'IN_PROGRESS' || rollback !== undefined) return alarmed;
  const name = wordOf(words.strategy, strategy) ?? escapeText(strategy);
  const where = isStaged(staging) && stage !== undefined ? [words.where(name, stage)] : [];
  const ends = endsAt === undefined ? [] : [words.endsAt(slackDate(new Date(endsAt)))];
  return [
    ...(where.length + ends.length > 0 ? [[...where, ...ends].join('  ·  ')] : []),
    ...(isStaged(staging) && weight !== undefined ? [trafficBar(weight, words)] : []),
    ...waits.map((hook) => hookText(hook, words, slackDate)),
    ...alarmed,
  ];
}

/** `Pause hook waits for a person  ·  until 13:50 UTC, then ECS rolls back`; `date` writes its time. */
export function hookText(hook: AnsweredHook, words: Words, date: (at: Date) => string): string {
  const { type, target, state, expiresAt, timeoutAction = '' } = hook;
  const what = [
    wordOf(words.hookType, type) ?? escapeText(type),
    ...(target === undefined ? [] : [code(target)]),
    wordOf(words.hook, state) ?? escapeText(state),
  ].join(' ');
  if (expiresAt === undefined) return what;
  const then = wordOf(words.timeout, timeoutAction) ?? escapeText(timeoutAction);
  return `${what}  ·  ${words.until(date(new Date(expiresAt)), then)}`;
}

const states: Readonly<Record<Step['state'], TaskCardBlock['status']>> = {
  ahead: 'pending',
  current: 'in_progress',
  done: 'complete',
};

/** A card for each step, with what is known of it; then the hooks that hold it up, and the alarms that went off. */
export function stagedCards(rollout: RolloutStory, { stages: words, plan }: EpisodeWords): TaskCardBlock[] {
  const { staging, failed, state } = rollout;
  if (staging === undefined) return [];
  const { alarms } = staging;
  return [
    ...staging.steps.map((step) => stepCard(step, rollout, words)),
    ...hookCards(staging, words),
    ...(alarms.length > 0 ? [taskCard('alarms', words.card.alarms(alarms), 'error')] : []),
    ...(failed > 0 && state === 'COMPLETED'
      ? [taskCard('failed', plan.failedBefore(failed), 'complete')]
      : []),
  ];
}

function stepCard({ name, state, stage }: Step, rollout: RolloutStory, words: Words): TaskCardBlock {
  const id = `step-${name ?? 'other'}`;
  if (name === undefined) return taskCard(id, stage ?? '', states[state]);
  const fact = stepFact(name, rollout, words);
  const step = words.step[name];
  return taskCard(id, fact === undefined ? step : words.card.step(step, fact), states[state], stage);
}

function stepFact(
  name: NonNullable<Step['name']>,
  { staging, running, desired }: RolloutStory,
  words: Words,
): string | undefined {
  const { weight, endsAt, stage } = staging ?? {};
  // As in the text above it: from the tasks' events, which are newer than what ECS last said of the deployment.
  if (name === 'SCALE_UP') return desired === undefined ? undefined : words.card.running(running, desired);
  if (name === 'PRODUCTION_TRAFFIC') return weight === undefined ? undefined : trafficBar(weight, words);
  const isBaking = name === 'BAKE_TIME' && stage === 'BAKE_TIME' && endsAt !== undefined;
  return isBaking ? words.until(utcClock(new Date(endsAt)), '') : undefined;
}

/** A card for each hook that holds the deployment up. */
export function hookCards(staging: StagingStory | undefined, words: Words): TaskCardBlock[] {
  return (staging?.waits ?? []).map((hook) => {
    const { target, ...rest } = hook;
    const text = hookText(rest, words, utcClock);
    return taskCard(`hook-${hook.id}`, target === undefined ? text : `${text} (${target})`, 'in_progress');
  });
}
