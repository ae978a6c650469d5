import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeEpisode } from '../../../src/episodes/closing.ts';
import { type Episode, quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact } from '../../../src/episodes/facts.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { en } from '../../../src/messages/en/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { begin, disorder, lifeCycle } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const quiet = quietEpisode(target);
const changeId = 'change';
const asked = { changeId, askedBy: 'U1', askedAt: new Date(begin - 1000).toISOString() };
const before = { desiredCount: 3, runningCount: 3 };
const scale = startEpisode({
  target,
  channel: 'C1',
  cause: { ...asked, type: 'scale', before, after: { desiredCount: 5 } },
}).episode;
const stopTask = startEpisode({
  target,
  channel: 'C1',
  cause: {
    ...asked,
    type: 'stop-task',
    before,
    taskArn: `arn:aws:ecs:eu-west-1:1:task/shop/${'0'.repeat(12)}${'f'.repeat(20)}`,
  },
}).episode;
const outcome: Fact = { kind: 'outcome', changeId, at: begin, result: 'applied' };

const final = (episode: Episode) => episodeView(closeEpisode(episode), en);

test.each([
  ['nobody asked for', quiet],
  ['of a scale change', scale],
  ['of a stopped task', stopTask],
])('an episode %s: any order, repetition and division of its facts ends in the same message', (_, start) => {
  const disordered = lifeCycle.chain((facts) => {
    const all = [...facts, outcome];
    return disorder(all).map((batches) => ({ all, batches }));
  });
  fc.assert(
    fc.property(disordered, ({ all, batches }) => {
      const inOrder = merge(start, all);
      const anyhow = batches.reduce(merge, start);
      expect(inOrder.phase).toBe('open');
      expect(anyhow).toEqual(inOrder);
      expect(final(anyhow)).toEqual(final(inOrder));
    }),
    { numRuns: 300 },
  );
});

test('merging the same again gives back the very same object, so nothing is saved or sent', () => {
  fc.assert(
    fc.property(lifeCycle, (facts) => {
      const episode = merge(quiet, facts);
      expect(merge(episode, facts)).toBe(episode);
    }),
  );
});

test('the generated life cycles are of every kind that a service can be told of', () => {
  const kinds = new Set(
    fc.sample(lifeCycle, { numRuns: 2000, seed: 1 }).map((facts) => {
      const { kind, rollout } = tellEpisode(merge(quiet, facts));
      return rollout?.rollback ? 'rollback' : kind;
    }),
  );
  const all = ['crash-loop', 'healing', 'impaired', 'rebalancing', 'rollback', 'rollout', 'scale'];
  expect([...kinds].sort()).toEqual(all);
});
