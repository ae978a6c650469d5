import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { TaskFact } from '../../../src/episodes/facts.ts';
import {
  countLive,
  fewLive,
  foldedId,
  hasEnded,
  liveState,
  liveTasks,
  noLive,
  withLive,
  withoutLive,
} from '../../../src/episodes/folded-ids.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { en } from '../../../src/messages/en/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';

const target = { cluster: 'shop', service: 'web' };
const begin = Date.parse('2026-01-05T10:00:00Z');
const hex = (index: number) => (index * 2654435761).toString(16).padStart(16, '0').repeat(2);

/** The reports of the crash number `index` of a loop, five seconds after the one before. */
function crash(index: number): TaskFact[] {
  const at = begin + index * 5000;
  const task = {
    kind: 'task' as const,
    id: hex(index + 1),
    taskDefinition: 'web:1',
    startedBy: 'ecs-svc/1',
    createdAt: at,
    startedAt: at + 1000,
  };
  const stop = {
    ...task,
    desiredStatus: 'STOPPED',
    stoppingAt: at + 2000,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exit: { container: 'app', code: index % 2 ? 137 : 1 },
  };
  return [
    { ...task, version: 1, updatedAt: at + 1000, lastStatus: 'RUNNING', desiredStatus: 'RUNNING' },
    { ...stop, version: 2, updatedAt: at + 2000, lastStatus: 'DEACTIVATING' },
    { ...stop, version: 3, updatedAt: at + 4000, stoppedAt: at + 4000, lastStatus: 'STOPPED' },
  ];
}

const crashes = (count: number) => Array.from({ length: count }, (_, index) => crash(index)).flat();

test('10,000 crashes stay below 100 KB, each counted once though every report comes twice', () => {
  let largest = 0;
  let episode = quietEpisode(target);
  const facts = crashes(10_000);
  for (let index = 0; index < facts.length; index += 30) {
    const batch = facts.slice(index, index + 30);
    episode = merge(episode, [...batch, ...batch]);
    largest = Math.max(largest, Buffer.byteLength(JSON.stringify(episode)));
  }
  expect(largest).toBeLessThan(100_000);
  expect(tellEpisode(episode).stopCount).toBe(10_000);
  const { text, blocks } = episodeView(episode, en);
  expect(text).toContain('10000 tasks stopped');
  expect(JSON.stringify(blocks)).toContain('10000 stopped, 9999 started since');
  expect(JSON.stringify(blocks)).toContain('5000 × it was killed (exit code 137)');
}, 60_000);

test('what is folded does not depend on the order in which it came', () => {
  const facts = crashes(60);
  const inOrder = tellEpisode(merge(quietEpisode(target), facts));
  fc.assert(
    fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
      expect(tellEpisode(merge(quietEpisode(target), shuffled))).toEqual(inOrder);
    }),
    { numRuns: 50 },
  );
});

test('500 tasks that start at once stay below 100 KB and are counted', () => {
  const at = begin + 10_000;
  const starting = Array.from(
    { length: 500 },
    (_, index): TaskFact => ({
      kind: 'task',
      id: hex(index + 5000),
      version: 1,
      updatedAt: at,
      lastStatus: 'PENDING',
      desiredStatus: 'RUNNING',
      taskDefinition: 'web:1',
      createdAt: at,
      startedBy: 'ecs-svc/1',
    }),
  );
  const episode = merge(quietEpisode(target), [...crash(0), ...starting]);
  expect(Buffer.byteLength(JSON.stringify(episode))).toBeLessThan(100_000);
  expect(Object.keys(episode.facts.tasks).length + countLive(episode.facts.folded).starting).toBe(501);
});

test('a record of 0.1.0 is read: its live tasks by their numbers', () => {
  const live = { fedcba987654: 1, '0123456789ab': 1, aaaaaaaaaaaa: 0, bbbbbbbbbbbb: 2 };
  const read = liveTasks({ live });
  expect(read).toEqual({
    starting: 'aaaaaaaaaaaa',
    running: '0123456789abfedcba987654',
    stopping: 'bbbbbbbbbbbb',
  });
  expect(liveTasks({ live: read })).toBe(read);
  expect(hasEnded({ ended: ['0123456789ab', 'fedcba987654'] }, 'fedcba987654')).toBe(true);
  expect(hasEnded({ ended: '0123456789abfedcba987654' }, '6789abfedcba')).toBe(false);
  expect(hasEnded({ ended: '' }, '6789abfedcba')).toBe(false);
});

test('live tasks are found, moved on, never back, and left out like in a map', () => {
  const states = ['starting', 'running', 'stopping'] as const;
  const step = fc.record({
    id: fc.integer({ min: 0, max: 20 }).map((number) => foldedId(hex(number))),
    state: fc.option(fc.constantFrom(...states)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const map = new Map<string, number>();
      let live = noLive;
      for (const { id, state } of steps) {
        if (state === null) map.delete(id);
        else map.set(id, Math.max(map.get(id) ?? 0, states.indexOf(state)));
        live = state === null ? withoutLive(live, id) : withLive(live, id, state);
        for (const each of steps) {
          const known = map.get(each.id);
          expect(liveState({ live }, each.id)).toBe(known === undefined ? undefined : states[known]);
        }
      }
      expect(liveTasks({ live: Object.fromEntries(map) })).toEqual(live);
    }),
  );
});

test('of too many live tasks, running ones are left out first', () => {
  const live = ['a', 'b', 'c'].reduce((sofar, id) => withLive(sofar, foldedId(id), 'running'), noLive);
  const all = withLive(live, foldedId('d'), 'stopping');
  expect(countLive({ live: fewLive(all, 2) })).toEqual({ starting: 0, running: 1, stopping: 1 });
  expect(fewLive(all, 4)).toEqual(all);
});
