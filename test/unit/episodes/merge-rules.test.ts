import { describe, expect, test } from 'vitest';
import { closeEpisode, decide, lostOutcome } from '../../../src/episodes/closing.ts';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { AnswerFact, DeploymentFact, Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { newRecord } from '../../../src/episodes/record.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { begin } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const minute = 60_000;
const quiet = quietEpisode(target);

function stop(id: string, more: Partial<TaskFact> = {}): TaskFact {
  return {
    kind: 'task',
    id,
    version: 9,
    updatedAt: begin,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    taskDefinition: 'web:1',
    createdAt: begin - 9e6,
    startedAt: begin - 8e6,
    stoppingAt: begin,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    ...more,
  };
}

const deployment = (id: string, state: DeploymentFact['state'], at: number, reason = ''): Fact => ({
  kind: 'deployment',
  id,
  state,
  at,
  reason,
});
const answer = (at: number): AnswerFact => ({
  kind: 'answer',
  at,
  desiredCount: 3,
  runningCount: 3,
  pendingCount: 0,
  deployments: [],
});

describe('each rule by itself', () => {
  test('a task is up from its first HEALTHY on, however often it is reported', () => {
    const healthy = (after: number, version: number): TaskFact => ({
      kind: 'task',
      id: 'new',
      version,
      updatedAt: begin + after,
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      taskDefinition: 'web:1',
      createdAt: begin + 1,
      startedAt: begin + 2,
      healthyAt: begin + after,
    });
    const facts = [stop('old'), healthy(5000, 3), healthy(90_000, 4)];
    expect(tellEpisode(merge(quiet, facts)).healedMs).toBe(5000);
    expect(tellEpisode(merge(quiet, facts.toReversed())).healedMs).toBe(5000);
  });

  test('a rollback to a deployment that itself began in this episode is one', () => {
    const facts = [
      ...[deployment('ecs-svc/1', 'IN_PROGRESS', begin), deployment('ecs-svc/1', 'COMPLETED', begin + 1)],
      ...[deployment('ecs-svc/2', 'IN_PROGRESS', begin + 2), deployment('ecs-svc/2', 'FAILED', begin + 3)],
      deployment('ecs-svc/1', 'IN_PROGRESS', begin + 4, 'rolling back to deploymentId ecs-svc/1.'),
    ];
    for (const order of [facts, facts.toReversed()]) {
      const { rollout } = tellEpisode(merge(quiet, order));
      expect(rollout).toMatchObject({ state: 'FAILED', rollback: 'IN_PROGRESS' });
    }
  });

  test('a crash whose id is long forgotten is not counted again', () => {
    const crashes = Array.from({ length: 1700 }, (_, index) => {
      const at = begin + index * 1000;
      return stop(index.toString(36).padStart(4, '0').padEnd(32, 'f'), {
        updatedAt: at,
        stoppingAt: at,
        stoppedAt: at,
      });
    });
    const episode = merge(quiet, crashes);
    expect(merge(episode, crashes.slice(0, 20))).toBe(episode);
    expect(tellEpisode(episode).stopCount).toBe(1700);
  });

  test('the end of a stop that began before the closing, reported after it, opens nothing', () => {
    const stopping = stop('old', { lastStatus: 'RUNNING', version: 8 });
    const episode = merge(quiet, [stopping, stop('other', { updatedAt: begin + 500 })]);
    const closed = closeEpisode(merge(episode, [answer(begin + minute)]));
    const late = stop('old', { updatedAt: begin + 9000, stoppedAt: begin + 9000, lastStatus: 'DELETED' });
    expect(merge(closed, [late])).toMatchObject({ phase: 'closed', number: 1 });
  });

  test('a failed health check is no move between zones', () => {
    const balancing: Fact = {
      kind: 'service-action',
      eventId: 'e',
      eventName: 'SERVICE_REBALANCING_STARTED',
      at: begin,
    };
    const byScheduler = (stoppedReason: string) =>
      stop('a', { stopCode: 'ServiceSchedulerInitiated', stoppedReason });
    const told = (reason: string) => tellEpisode(merge(quiet, [balancing, byScheduler(reason)]));
    expect(told('Moved to another zone')).toMatchObject({ kind: 'rebalancing', isProblem: false });
    expect(told('Task failed container health checks')).toMatchObject({ kind: 'healing', isProblem: true });
  });
});

describe('a change', () => {
  const asked = { changeId: 'change', askedBy: 'U1', askedAt: new Date(begin).toISOString() };
  const before = { desiredCount: 3, runningCount: 3 };
  const cause = { ...asked, type: 'scale', before, after: { desiredCount: 5 } } as const;
  const { episode } = startEpisode({ target, cause, channel: 'C1' });
  const outcome = (at: number, result: 'applied' | 'unknown'): Fact => ({
    kind: 'outcome',
    changeId: 'change',
    at,
    result,
  });

  test('keeps its first outcome', () => {
    const both = [outcome(begin + 1, 'applied'), outcome(begin + 9, 'unknown')];
    expect(merge(episode, both).outcome?.result).toBe('applied');
    expect(merge(episode, both.toReversed()).outcome?.result).toBe('applied');
  });

  test('whose outcome was never recorded counts as unknown after ten minutes, and so can end', () => {
    expect(lostOutcome(episode, begin + 10 * minute - 1)).toBeUndefined();
    const lost = lostOutcome(episode, begin + 10 * minute);
    expect(lost).toMatchObject({ result: 'unknown', at: begin + 10 * minute });
    const known = merge(episode, [outcome(begin + 1, 'applied')]);
    expect(lostOutcome(known, begin + 60 * minute)).toBeUndefined();
    expect(lostOutcome(quiet, begin + 60 * minute)).toBeUndefined();
  });
});

test('a rollout of which nothing comes is looked at when it would hang, and then asked about', () => {
  const held = stop('old', { lastStatus: 'DEACTIVATING' });
  const begun = merge(quiet, [deployment('ecs-svc/2', 'IN_PROGRESS', begin), answer(begin), held]);
  const record = { ...newRecord(target), episode: begun, freshAt: begin, lookAt: begin + 12 * minute };
  const decideAt = (after: number) => decide(record, begin + after, minute);
  expect(decideAt(9 * minute)).toEqual({ type: 'look', at: begin + 10 * minute });
  expect(decideAt(10 * minute)).toEqual({ type: 'ask' });
  const asked = { ...record, episode: merge(begun, [answer(begin + 10 * minute)]) };
  expect(decide(asked, begin + 10 * minute, minute)).toMatchObject({ type: 'look' });
});
