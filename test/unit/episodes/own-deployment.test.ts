import { describe, expect, test } from 'vitest';
import { type Cause, quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact } from '../../../src/episodes/facts.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { newRecord } from '../../../src/episodes/record.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';

const target = { cluster: 'shop', service: 'web' };
const counts = { desiredCount: 2, runningCount: 2 };
const start = Date.parse('2026-11-23T10:00:00Z');
const at = (minutes: number) => start + minutes * 60_000;

const asked = { changeId: 'c1', askedBy: 'U1', askedAt: new Date(at(5)).toISOString() };
const causes: readonly Cause[] = [
  { ...asked, type: 'deploy', before: counts, what: '2.0' },
  { ...asked, type: 'restart', before: counts },
  { ...asked, type: 'rollback', before: counts, from: 'web:4', to: 'web:3' },
];

function deployment(id: string, state: 'IN_PROGRESS' | 'COMPLETED', minutes: number): Fact {
  return { kind: 'deployment', id: `ecs-svc/${id}`, state, at: at(minutes), reason: '' };
}

function staged(status: string, minutes: number): Fact {
  return {
    kind: 'service-deployment',
    at: at(minutes),
    id: 'a',
    arn: 'arn:aws:ecs:us-east-1:1:service-deployment/shop/web/a',
    deployment: 'ecs-svc/2',
    createdAt: at(1),
    status,
    strategy: 'BLUE_GREEN',
    requested: 2,
    running: 2,
    hooks: [],
  };
}

/** A change that is asked for at five minutes, while these facts of an earlier rollout are known. */
function begin(cause: Cause, facts: readonly Fact[]) {
  const record = newRecord(target);
  const previous = { ...record, episode: merge(quietEpisode(target), facts) };
  return startEpisode({ target, cause, channel: 'C1', ts: '1.1', previous }).episode;
}

const outcome: Fact = { kind: 'outcome', changeId: 'c1', result: 'applied', at: at(5.1) };
const answer: Fact = {
  kind: 'answer',
  at: at(2),
  ...counts,
  pendingCount: 0,
  deployments: [
    { ...counts, id: 'ecs-svc/2', status: 'PRIMARY', taskDefinition: 'web:4', rolloutState: 'IN_PROGRESS' },
  ],
};
const rolling = [deployment('2', 'IN_PROGRESS', 1), answer, staged('IN_PROGRESS', 2)];

describe.each(causes)('$type: a rollout before it is not its own', (cause) => {
  test('one that is done is left to its own message, though the event of its end is not heard of yet', () => {
    const episode = begin(cause, [...rolling, staged('SUCCESSFUL', 4)]);
    expect(tellEpisode(episode).rollout).toBeUndefined();
  });

  test('one that goes on and then is done does not make the change done', () => {
    const episode = begin(cause, rolling);
    expect(tellEpisode(episode).rollout).toMatchObject({ state: 'IN_PROGRESS' });
    const done = merge(episode, [deployment('2', 'COMPLETED', 5.05)]);
    expect(tellEpisode(done).reached).toBe(false);
    const decided = merge(done, [outcome]);
    expect(tellEpisode(decided).reached).toBe(false);
    const begun = merge(decided, [deployment('3', 'IN_PROGRESS', 5.1)]);
    expect(tellEpisode(begun).reached).toBe(false);
    expect(tellEpisode(merge(begun, [deployment('3', 'COMPLETED', 7)])).reached).toBe(true);
  });

  test('one that began since is its own, though how it ended is not recorded', () => {
    const facts = [deployment('3', 'IN_PROGRESS', 5.05), deployment('3', 'COMPLETED', 7)];
    expect(tellEpisode(merge(begin(cause, []), facts)).reached).toBe(true);
  });
});

test('a deployment that goes back by itself is not rolled back by somebody who only asked for it', () => {
  const cause: Cause = {
    ...asked,
    type: 'rollback',
    before: counts,
    from: 'web:4',
    to: 'web:3',
    stops: 'ecs-svc/2',
  };
  const gone = merge(begin(cause, rolling), [staged('ROLLBACK_SUCCESSFUL', 5.05)]);
  expect(tellEpisode(gone).reached).toBe(false);
  expect(tellEpisode(merge(gone, [outcome])).reached).toBe(true);
});
