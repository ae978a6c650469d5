import { expect, test } from 'vitest';
import { closeEpisode } from '../../../src/episodes/closing.ts';
import { type Episode, quietEpisode } from '../../../src/episodes/episode.ts';
import type { TaskFact } from '../../../src/episodes/facts.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { en } from '../../../src/messages/en/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { begin } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const minute = 60_000;

/** A task that dies by itself so many minutes after the begin. */
function crash(id: string, after: number): TaskFact {
  const at = begin + after * minute;
  return {
    kind: 'task',
    id,
    version: 7,
    updatedAt: at,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    taskDefinition: 'web:1',
    createdAt: at - 600_000,
    startedAt: at - 590_000,
    stoppingAt: at,
    stoppedAt: at,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
  };
}

/** Each crash in an episode that closed before the next. */
function crashes(...afters: readonly number[]): Episode {
  return afters.reduce(
    (episode, after) => closeEpisode(merge(episode, [crash(`task-${after}`, after)])),
    quietEpisode(target),
  );
}

test('the third problem within an hour is told as one that keeps failing', () => {
  expect(tellEpisode(crashes(0, 20))).toMatchObject({ keepsFailing: false, severity: 'problem' });
  const third = crashes(0, 20, 40);
  expect(tellEpisode(third)).toMatchObject({ keepsFailing: true, severity: 'failing' });
  expect(third.number).toBe(3);
  expect(episodeView(third, en).text).toContain('`shop/web`: keeps failing, 1 task stopped');
  expect(tellEpisode(crashes(0, 31, 62)).keepsFailing).toBe(false);
});

test('what follows within thirty quiet minutes is only added to it; after these the count starts again', () => {
  const fourth = crashes(0, 20, 40, 69);
  expect(fourth.number).toBe(3);
  expect(tellEpisode(fourth)).toMatchObject({ keepsFailing: true, stopCount: 2 });
  const later = crashes(0, 10, 20, 51);
  expect(later.number).toBe(4);
  expect(tellEpisode(later)).toMatchObject({ keepsFailing: false, severity: 'problem' });
});

test('what goes well meanwhile does not keep it going: thirty minutes without trouble end it', () => {
  const scaleOut = (id: string, after: number): TaskFact => {
    const createdAt = begin + after * minute;
    return {
      kind: 'task',
      id,
      version: 1,
      updatedAt: createdAt,
      createdAt,
      taskDefinition: 'web:1',
      lastStatus: 'PENDING',
      desiredStatus: 'RUNNING',
    };
  };
  const busy = [60, 80, 100, 120].reduce(
    (episode, after) => closeEpisode(merge(episode, [scaleOut(`made-${after}`, after)])),
    crashes(0, 20, 40),
  );
  const later = merge(busy, [crash('later', 121)]);
  expect(later.number).toBeGreaterThan(3);
  expect(tellEpisode(later)).toMatchObject({ keepsFailing: false, severity: 'problem' });
});

test('a rollout and a change of somebody’s have their own episodes all the same', () => {
  const third = crashes(0, 20, 40);
  const at = begin + 50 * minute;
  const rollout = merge(third, [{ kind: 'deployment', id: 'ecs-svc/2', state: 'IN_PROGRESS', at }]);
  expect(rollout.number).toBe(4);
  expect(tellEpisode(rollout).keepsFailing).toBe(false);

  const asked = { changeId: 'c1', askedBy: 'U1', askedAt: new Date(at).toISOString() };
  const before = { desiredCount: 3, runningCount: 3 };
  const cause = { ...asked, type: 'scale', before, after: { desiredCount: 4 } } as const;
  const previous = {
    version: 1,
    episode: third,
    deliveries: [],
    lastEdits: [],
    freshAt: 0,
    lookAt: 0,
    nudgeAt: 0,
  };
  const change = closeEpisode(startEpisode({ target, cause, channel: 'C1', previous }).episode);
  const again = merge(change, [crash('again', 55)]);
  expect(again.cause).toBeUndefined();
  expect(tellEpisode(again).keepsFailing).toBe(true);
});
