import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/episodes/closing.ts';
import type { AnswerFact, Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { mergeRecord, startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { type EpisodeRecord, newRecord } from '../../../src/episodes/record.ts';

const target = { cluster: 'shop', service: 'web' };
const begin = Date.parse('2026-01-05T10:00:00Z');
const settle = 60_000;

const stopped: TaskFact = {
  kind: 'task',
  id: 'old',
  version: 7,
  updatedAt: begin,
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  taskDefinition: 'web:1',
  stoppingAt: begin - 20_000,
  stoppedAt: begin,
  stoppedReason: 'x',
};
const running: TaskFact = {
  kind: 'task',
  id: 'new',
  version: 4,
  updatedAt: begin,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  taskDefinition: 'web:1',
  createdAt: begin - 9000,
  startedAt: begin,
};
const first = begin + 10_000;
const second = first + settle;
const steady: AnswerFact = {
  kind: 'answer',
  at: first,
  desiredCount: 3,
  runningCount: 3,
  pendingCount: 0,
  deployments: [
    {
      id: 'ecs-svc/1',
      status: 'PRIMARY',
      rolloutState: 'COMPLETED',
      taskDefinition: 'web:1',
      desiredCount: 3,
      runningCount: 3,
    },
  ],
};
const again: AnswerFact = { ...steady, at: second };

/** A record of these facts, all of which came at `begin`. */
function recordOf(facts: readonly Fact[], start: EpisodeRecord = newRecord(target)): EpisodeRecord {
  return { ...mergeRecord(start, facts, begin), freshAt: begin };
}

/** The record with answers, each merged when it came. */
function answered(record: EpisodeRecord, ...answers: readonly AnswerFact[]): EpisodeRecord {
  return answers.reduce((sofar, answer) => mergeRecord(sofar, [answer], answer.at), record);
}

/** What is decided when the second answer has come. */
function decided(
  facts: readonly Fact[],
  answers: readonly AnswerFact[] = [steady, again],
  start?: EpisodeRecord,
) {
  return decide(answered(recordOf(facts, start), ...answers), second, settle);
}

const asked = { changeId: 'change', askedBy: 'U1', askedAt: new Date(begin - 60_000).toISOString() };
const scaled = (count: number) =>
  startEpisode({
    target,
    channel: 'C1',
    cause: {
      ...asked,
      type: 'scale',
      before: { desiredCount: 3, runningCount: 3 },
      after: { desiredCount: count },
    },
  });
const applied: Fact = { kind: 'outcome', changeId: 'change', at: begin, result: 'applied' };

describe('the closing rule', () => {
  test('closes on two answers that saw it steady, a settling time apart', () => {
    const record = recordOf([stopped, running]);
    expect(decide(record, first - 1, settle)).toEqual({ type: 'look', at: first });
    expect(decide(record, first, settle)).toEqual({ type: 'ask' });
    const once = answered(record, steady);
    expect(decide(once, first, settle)).toEqual({ type: 'look', at: second });
    expect(decide(once, second, settle)).toEqual({ type: 'ask' });
    expect(decide(answered(once, again), second, settle)).toEqual({ type: 'close' });
  });

  test.each<[string, readonly Fact[]]>([
    ['a task that was stopping never ended', [{ ...stopped, lastStatus: 'DEACTIVATING' }, running]],
    ['a task that was starting never ran', [stopped, { ...running, lastStatus: 'PENDING', startedAt: 1 }]],
    ['it was never known whether there is a health check', [stopped, running]],
    ['a rollout began and never ended', [{ kind: 'deployment', id: 'd', state: 'IN_PROGRESS', at: begin }]],
  ])('closes although by the events %s', (_, facts) => {
    expect(decided(facts)).toEqual({ type: 'close' });
  });

  const [deployment] = steady.deployments;
  test.each<[string, Partial<AnswerFact>]>([
    ['fewer run than are desired', { runningCount: 2 }],
    ['tasks are pending', { pendingCount: 1 }],
    ['a deployment is in progress', { deployments: [{ ...deployment!, rolloutState: 'IN_PROGRESS' }] }],
    ['a task whose health is checked is not HEALTHY', { unhealthy: 1 }],
    ['it could not be asked for health', { unhealthy: 'unknown' }],
  ])('stays open while %s, in either answer', (_, not) => {
    expect(decided([stopped, running], [{ ...steady, ...not }, again])).toMatchObject({ type: 'look' });
    expect(decided([stopped, running], [steady, { ...again, ...not }])).toMatchObject({ type: 'look' });
    const between = { ...steady, ...not, at: first + 1 };
    expect(decided([stopped, running], [steady, between, again])).toMatchObject({ type: 'look' });
  });

  test('an answer that is not newer than the newest fact does not count', () => {
    const early = { ...steady, at: begin };
    expect(decided([stopped, running], [early, again])).toMatchObject({ type: 'look', at: second + settle });
    const ahead = { ...stopped, updatedAt: first, version: 8 };
    expect(decided([ahead, running])).toMatchObject({ type: 'look', at: second + settle });
  });

  test('whatever comes between the answers makes them begin anew', () => {
    const record = answered(recordOf([stopped, running]), steady);
    const disturbed = mergeRecord(record, [{ ...stopped, version: 8, lastStatus: 'DELETED' }], first + 1);
    expect(disturbed).not.toHaveProperty('steadySince');
    expect(decide(answered(disturbed, again), second, settle)).toEqual({ type: 'look', at: second + settle });
  });

  test('a change holds it open until it is recorded as applied or failed', () => {
    expect(decided([], [steady, again], scaled(3))).toMatchObject({ type: 'look' });
    expect(decided([applied], [steady, again], scaled(3))).toEqual({ type: 'close' });
    const failed: Fact = { kind: 'outcome', changeId: 'change', at: begin, result: 'failed', reason: 'no' };
    expect(decided([failed], [steady, again], scaled(5))).toEqual({ type: 'close' });
  });

  test('a scale-in is not done while more run than are desired', () => {
    const more = [steady, again].map((answer) => ({ ...answer, desiredCount: 2 }));
    expect(decided([applied], more, scaled(2))).toMatchObject({ type: 'look' });
  });

  test('a service that is gone is steady; one that ECS does not know yet is asked for again', () => {
    const none = { desiredCount: 0, runningCount: 0, deployments: [] };
    const gone = { ...steady, ...none, deleted: true } as const;
    expect(decided([stopped], [gone, { ...gone, at: second }])).toEqual({ type: 'close' });
    const missing = { ...steady, ...none, missing: true } as const;
    const once = answered(recordOf([stopped]), missing);
    expect(once.episode.answer).toBeUndefined();
    expect(decide(once, first, settle)).toEqual({ type: 'look', at: first + 10_000 });
    expect(answered(once, again).episode).not.toHaveProperty('missing');
    const twice = answered(once, { ...missing, at: first + 20_000 });
    expect(twice.episode.answer).toMatchObject({ deleted: true, at: first + 20_000 });
  });

  test('a task of no service needs no answer', () => {
    const record = recordOf([stopped], newRecord({ cluster: 'shop', task: 'old' }));
    expect(decide(record, begin + settle, settle)).toEqual({ type: 'close' });
  });
});

test('an episode that does not settle is looked at ever more seldom, every 15 minutes at last', () => {
  const record = recordOf([{ ...stopped, lastStatus: 'DEACTIVATING' }]);
  const waits = [1, 5, 60].map((minutes) => {
    const now = begin + minutes * 60_000;
    const decision = decide(answered(record, { ...steady, runningCount: 2, at: now }), now, settle);
    return decision.type === 'look' ? (decision.at - now) / 60_000 : undefined;
  });
  expect(waits).toEqual([1, 2.5, 15]);
});

test('a rollout asks at once, for its desired count and revisions', () => {
  const record = recordOf([{ kind: 'deployment', id: 'ecs-svc/2', state: 'IN_PROGRESS', at: begin }]);
  expect(decide(record, begin, settle)).toEqual({ type: 'ask' });
  expect(
    decide({ ...record, episode: merge(record.episode, [{ ...steady, at: begin }]) }, begin, settle),
  ).toMatchObject({ type: 'look' });
});

test('what we asked for ourselves does not put off the closing', () => {
  const noCheck: Fact = { kind: 'task-definition', taskDefinition: 'web:1', hasHealthCheck: false };
  const record = recordOf([stopped, running]);
  const later = mergeRecord(record, [noCheck, steady], first);
  expect(later.freshAt).toBe(begin);
});
