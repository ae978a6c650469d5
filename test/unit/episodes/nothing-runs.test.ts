import { expect, test } from 'vitest';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { AnswerFact, TaskFact } from '../../../src/episodes/facts.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { begin } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const answeredAt = begin + 5000;
const answer: AnswerFact = {
  kind: 'answer',
  at: answeredAt,
  desiredCount: 3,
  runningCount: 2,
  pendingCount: 1,
  deployments: [],
};

function crash(id: string, startedAt: number, stoppingAt: number): TaskFact {
  return {
    kind: 'task',
    id,
    version: 7,
    updatedAt: stoppingAt,
    taskDefinition: 'web:1',
    startedAt,
    stoppingAt,
    createdAt: startedAt - 1000,
    stoppedAt: stoppingAt,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
  };
}

const first = crash('a', begin - 600_000, begin);
const tell = (...stops: readonly TaskFact[]) =>
  tellEpisode(merge(quietEpisode(target), [answer, first, ...stops]));

test('replacements that started and stopped since ECS was asked take nothing from what it counted', () => {
  const loop = [1, 2, 3].map((index) =>
    crash(`new-${index}`, answeredAt + 1000 * index, answeredAt + 1000 * index + 500),
  );
  expect(tell(...loop).nothingRuns).toBe(false);
});

test('what it counted does, once it stopped', () => {
  const counted = ['b', 'c'].map((id) => crash(id, begin - 600_000, answeredAt + 1000));
  expect(tell(...counted).nothingRuns).toBe(true);
  expect(tell(...counted.slice(1)).nothingRuns).toBe(false);
});

const minute = 60_000;
const none = (at: number, more: Partial<AnswerFact> = {}): AnswerFact => ({
  kind: 'answer',
  at,
  desiredCount: 3,
  runningCount: 0,
  pendingCount: 3,
  deployments: [],
  ...more,
});

test.each([
  ['taken back by Spot', 'SpotInterruption', 'Your Spot Task was interrupted.'],
  ['drained', 'ServiceSchedulerInitiated', 'Container instance is in DRAINING state'],
  ['of a rollout', 'ServiceSchedulerInitiated', 'Scaling activity initiated by (deployment ecs-svc/2)'],
])(
  'nothing that runs for long is told, also where all the stops were expected: %s',
  (_, stopCode, reason) => {
    const gone = { ...crash('a', begin - 600_000, begin), stopCode, stoppedReason: reason };
    const after = (ms: number, more: Partial<AnswerFact> = {}) =>
      tellEpisode(merge(quietEpisode(target), [gone, none(begin + ms, more)]));
    expect(after(2 * minute)).toMatchObject({ isProblem: false, severity: 'told' });
    expect(after(6 * minute)).toMatchObject({ isProblem: true, severity: 'failing', since: begin });
    expect(after(6 * minute).times).toMatchObject({ newestAt: begin, lastAt: begin + 6 * minute });
    expect(after(6 * minute, { runningCount: 1 }).isProblem).toBe(false);
    expect(after(6 * minute, { desiredCount: 0 }).isProblem).toBe(false);
  },
);
