import { expect, test } from 'vitest';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { AnswerFact, TaskFact } from '../../../src/episodes/facts.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { begin } from './life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const answeredAt = begin + 5000;
const answer: AnswerFact = {
  ...{ kind: 'answer', at: answeredAt, desiredCount: 3, runningCount: 2, pendingCount: 1, deployments: [] },
};

function crash(id: string, startedAt: number, stoppingAt: number): TaskFact {
  return {
    ...{
      kind: 'task',
      id,
      version: 7,
      updatedAt: stoppingAt,
      taskDefinition: 'web:1',
      startedAt,
      stoppingAt,
    },
    ...{
      createdAt: startedAt - 1000,
      stoppedAt: stoppingAt,
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
    },
    ...{ stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' },
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
