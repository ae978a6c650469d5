import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/episodes/decide.ts';
import type { EpisodeRecord } from '../../../src/episodes/episode-record.ts';
import type { AnswerFact, Fact, TaskFact } from '../../../src/episodes/fact.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { mergeRecord } from '../../../src/episodes/merge-record.ts';
import { newRecord } from '../../../src/episodes/new-record.ts';
import { startEpisode } from '../../../src/episodes/start-episode.ts';

const target = { cluster: 'shop', service: 'web' };
const begin = Date.parse('2026-01-05T10:00:00Z');
const settle = 60_000;
const late = begin + 10 * 60_000;

const stopped: TaskFact = {
  ...{
    kind: 'task',
    id: 'old',
    version: 7,
    updatedAt: begin,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
  },
  ...{ taskDefinition: 'web:1', stoppingAt: begin - 20_000, stoppedAt: begin, stoppedReason: 'x' },
};
const running: TaskFact = {
  ...{
    kind: 'task',
    id: 'new',
    version: 4,
    updatedAt: begin,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
  },
  ...{ taskDefinition: 'web:1', createdAt: begin - 9000, startedAt: begin },
};
const noCheck: Fact = { kind: 'task-definition', taskDefinition: 'web:1', hasHealthCheck: false };
const withCheck: Fact = { ...noCheck, hasHealthCheck: true };
const steady: AnswerFact = {
  ...{ kind: 'answer', at: late, desiredCount: 3, runningCount: 3, pendingCount: 0 },
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

/** A record of these facts, all of which came at `begin`. */
function recordOf(facts: readonly Fact[], start: EpisodeRecord = newRecord(target)): EpisodeRecord {
  return { ...mergeRecord(start, facts, begin), freshAt: begin };
}

const asked = { changeId: 'change', askedBy: 'U1', askedAt: new Date(begin - 60_000).toISOString() };
const scaled = (count: number) =>
  startEpisode({
    ...{ target, channel: 'C1' },
    cause: {
      ...asked,
      type: 'scale',
      before: { desiredCount: 3, runningCount: 3 },
      after: { desiredCount: count },
    },
  });
const applied: Fact = { kind: 'outcome', changeId: 'change', at: begin, result: 'applied' };

describe('the closing rule', () => {
  test('closes when all of it holds', () => {
    expect(decide(recordOf([stopped, running, noCheck, steady]), late, settle)).toEqual({ type: 'close' });
  });

  test.each<[string, readonly Fact[]]>([
    ['a task is still stopping', [{ ...stopped, lastStatus: 'DEACTIVATING' }, running, noCheck, steady]],
    ['a started task has yet to become HEALTHY', [stopped, running, withCheck, steady]],
    ['it is not known whether there is a health check', [stopped, running, steady]],
    ['fewer run than are desired', [stopped, running, noCheck, { ...steady, runningCount: 2 }]],
    ['tasks are pending', [stopped, running, noCheck, { ...steady, pendingCount: 1 }]],
    [
      'a deployment is in progress',
      [
        stopped,
        running,
        noCheck,
        { ...steady, deployments: [{ ...steady.deployments[0]!, rolloutState: 'IN_PROGRESS' }] },
      ],
    ],
  ])('stays open while %s', (_, facts) => {
    expect(decide(recordOf(facts), late, settle)).toMatchObject({ type: 'look' });
  });

  test('stays open until the settling time has passed, by the clock passed in', () => {
    const record = recordOf([stopped, running, noCheck, { ...steady, at: begin + 59_999 }]);
    expect(decide(record, begin + 59_999, settle)).toEqual({ type: 'look', at: begin + 60_000 });
    const answered = recordOf([stopped, running, noCheck, { ...steady, at: begin + 60_000 }]);
    expect(decide(answered, begin + 60_000, settle)).toEqual({ type: 'close' });
  });

  test('asks DescribeServices before it closes: an answer older than the look or the newest event does not count', () => {
    const without = recordOf([stopped, running, noCheck]);
    expect(decide(without, late, settle)).toEqual({ type: 'ask' });
    const old = recordOf([stopped, running, noCheck, { ...steady, at: begin + 1 }]);
    expect(decide(old, late, settle)).toEqual({ type: 'ask' });
    const newer = recordOf([{ ...stopped, updatedAt: late, version: 8 }, running, noCheck, steady]);
    expect(decide(newer, late, settle)).toMatchObject({ type: 'look' });
  });

  test('a change holds it open until it is recorded as applied or failed', () => {
    expect(decide(recordOf([steady], scaled(3)), late, settle)).toMatchObject({ type: 'look' });
    expect(decide(recordOf([steady, applied], scaled(3)), late, settle)).toEqual({ type: 'close' });
    const failed: Fact = { kind: 'outcome', changeId: 'change', at: begin, result: 'failed', reason: 'no' };
    expect(decide(recordOf([steady, failed], scaled(5)), late, settle)).toEqual({ type: 'close' });
  });

  test('a scale-in is not done while more run than are desired', () => {
    const more: Fact = { ...steady, desiredCount: 2 };
    expect(decide(recordOf([more, applied], scaled(2)), late, settle)).toMatchObject({ type: 'look' });
  });

  test('a service that is gone is steady', () => {
    const gone: Fact = { ...steady, desiredCount: 0, runningCount: 0, deployments: [] };
    expect(decide(recordOf([stopped, gone]), late, settle)).toEqual({ type: 'close' });
  });

  test('a task of no service needs no answer', () => {
    const record = recordOf([stopped], newRecord({ cluster: 'shop', task: 'old' }));
    expect(decide(record, late, settle)).toEqual({ type: 'close' });
  });
});

test('an episode that does not settle is looked at ever more seldom, every 15 minutes at last', () => {
  const record = recordOf([{ ...stopped, lastStatus: 'DEACTIVATING' }]);
  const waits = [1, 5, 60].map((minutes) => {
    const now = begin + minutes * 60_000;
    const decision = decide(record, now, settle);
    return decision.type === 'look' ? (decision.at - now) / 60_000 : undefined;
  });
  expect(waits).toEqual([1, 5, 15]);
});

test('a rollout asks at once, for its desired count and revisions', () => {
  const record = recordOf([{ kind: 'deployment', id: 'ecs-svc/2', state: 'IN_PROGRESS', at: begin }]);
  expect(decide(record, begin, settle)).toEqual({ type: 'ask' });
  expect(
    decide({ ...record, episode: merge(record.episode, [{ ...steady, at: begin }]) }, begin, settle),
  ).toMatchObject({ type: 'look' });
});

test('what we asked for ourselves does not put off the closing', () => {
  const record = recordOf([stopped, running]);
  const later = mergeRecord(record, [noCheck, steady], late);
  expect(later.freshAt).toBe(begin);
});
