import type { ActionsBlock, Button } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeEpisode } from '../../../src/episodes/closing.ts';
import { type Cause, type Episode, quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { begin, disorder, lifeCycle } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const before = { desiredCount: 3, runningCount: 3 };
const asked = { changeId: 'c1', askedBy: 'U1', askedAt: new Date(begin - 1).toISOString() };
const scale = { ...asked, type: 'scale', before, after: { desiredCount: 5 } } as const;
/** Of a deployment that goes on. */
const rollback: Cause = {
  ...asked,
  type: 'rollback',
  before,
  from: 'web:2',
  to: 'web:1',
  stops: 'ecs-svc/2',
};
const stopTask = { ...asked, type: 'stop-task', before, taskArn: 'arn:aws:ecs:x:1:task/shop/asked' } as const;

const changed = (cause: Cause) => startEpisode({ target, cause, channel: 'C1' }).episode;
const applied: Fact = { kind: 'outcome', changeId: 'c1', at: begin, result: 'applied' };

function stop(id: string, seconds: number): TaskFact {
  const at = begin + seconds * 1000;
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
    exit: { container: 'app', code: 137 },
  };
}

function buttons(episode: Episode): string[] {
  return episodeView(episode, en)
    .blocks.filter((block): block is ActionsBlock => block.type === 'actions')
    .flatMap(({ elements }) => (elements as Button[]).map(({ action_id = '' }) => action_id));
}

test('a restart is done when its service is steady, though nothing was heard of its deployment', () => {
  const answer: Fact = {
    kind: 'answer',
    at: begin + 60_000,
    desiredCount: 3,
    runningCount: 3,
    pendingCount: 0,
    deployments: [],
  };
  const restart: Cause = { ...asked, type: 'restart', before };
  const episode = closeEpisode(merge(changed(restart), [applied, answer]));
  const { text, blocks } = episodeView(episode, en);
  expect(text).toContain('<@U1> restarted it');
  expect(JSON.stringify(blocks[0])).toContain(':large_green_circle:');
});

test('a rollback of a deployment is done when its service is steady, though nothing was heard of the way back', () => {
  const deployed = (id: string, status: string, taskDefinition: string) => ({
    ...{ id, status, taskDefinition, desiredCount: 3, runningCount: status === 'PRIMARY' ? 3 : 0 },
    rolloutState: status === 'PRIMARY' ? 'COMPLETED' : 'FAILED',
  });
  const failed: Fact = {
    kind: 'deployment',
    id: 'ecs-svc/2',
    at: begin + 5000,
    state: 'FAILED',
    reason: 'ECS deployment ecs-svc/2 was stopped by a user.',
  };
  const answer: Fact = {
    kind: 'answer',
    at: begin + 60_000,
    desiredCount: 3,
    runningCount: 3,
    pendingCount: 0,
    deployments: [deployed('ecs-svc/1', 'PRIMARY', 'web:1')],
  };
  const episode = closeEpisode(merge(changed(rollback), [applied, failed, answer]));
  const { text, blocks } = episodeView(episode, en);
  expect(text).toContain('<@U1> rolled it back to `web:1`');
  expect(text).toContain('3 of 3 of the old revision running');
  expect(text).not.toContain('the rollout failed');
  expect(JSON.stringify(blocks[0])).toContain(':large_green_circle:');
});

describe('a change that nobody knows to have been made', () => {
  const unknown = { ...applied, result: 'unknown' } as const;
  const steady = (desired: number, taskDefinition: string) => ({
    kind: 'answer' as const,
    at: applied.at + 60_000,
    desiredCount: desired,
    runningCount: desired,
    pendingCount: 0,
    deployments: [
      { id: 'ecs-svc/1', status: 'PRIMARY', taskDefinition, desiredCount: desired, runningCount: desired },
    ],
  });
  const end = (cause: Cause, desired: number, runs = 'web:2') =>
    episodeView(closeEpisode(merge(changed(cause), [unknown, steady(desired, runs)])), en);
  const causes: readonly Cause[] = [
    scale,
    { ...asked, type: 'deploy', before, what: '2.0' },
    { ...asked, type: 'restart', before },
    { ...asked, type: 'rollback', before, from: 'web:2', to: 'web:1' },
    { ...asked, type: 'stop-task', before, taskArn: 'arn:aws:ecs:us-east-1:1:task/shop/a' },
  ];

  test.each(causes)('$type: if nothing is seen of it, its message does not say that it was made', (cause) => {
    const { text, blocks } = end(cause, before.desiredCount);
    expect(text).toContain('no sign of what <@U1> asked for');
    expect(text).not.toContain('Something else');
    expect(JSON.stringify(blocks[0])).toContain(':white_circle:');
  });

  test('if its count is there, or the revision to go back to, it does', () => {
    expect(end(scale, scale.after.desiredCount).text).toContain('<@U1> scaled');
    expect(end(rollback, before.desiredCount, 'web:1').text).toContain('<@U1> rolled it back to `web:1`');
    expect(end(rollback, before.desiredCount).text).toContain('no sign of');
  });

  const begun = (state: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED', seconds: number): Fact => ({
    kind: 'deployment',
    id: 'ecs-svc/2',
    at: begin + seconds * 1000,
    state,
  });
  const [, deploy, restart] = causes as [Cause, Cause, Cause];
  const asksStop = { ...stopTask, before } as Cause;

  test.each([
    ['it failed', deploy, [begun('IN_PROGRESS', 5), begun('FAILED', 30)], '<@U1> deployed `2.0`', 'red'],
    ['its end was not heard of', restart, [begun('IN_PROGRESS', 5)], '<@U1> restarted it', 'white'],
    ['its task stopped', asksStop, [stop('asked', 5)], '<@U1> stopped a task', 'large_green'],
  ] as const)('%s: something is seen of it', (_, cause, facts, title, dot) => {
    const episode = closeEpisode(merge(changed(cause), [...facts, unknown, steady(3, 'web:1')]));
    const { text, blocks } = episodeView(episode, en);
    expect(text).toContain(title);
    expect(JSON.stringify(blocks[0])).toContain(`:${dot}_circle:`);
  });

  test('the primary deployment was created since, and ECS gives it no state: something is seen of it', () => {
    const { deployments, ...answer } = steady(3, 'web:2');
    const made = deployments.map((one) => ({ ...one, createdAt: begin + 5000 }));
    const episode = closeEpisode(merge(changed(deploy), [unknown, { ...answer, deployments: made }]));
    expect(episodeView(episode, en).text).toContain('<@U1> deployed `2.0`');
  });

  const stopped: Cause = {
    ...asked,
    type: 'rollback',
    before,
    from: 'web:2',
    to: 'web:1',
    stops: 'ecs-svc/2',
  };

  test.each(['COMPLETED', 'FAILED'] as const)('a deployment that was to go back is %s', (state) => {
    const facts = [begun('IN_PROGRESS', -30), unknown, begun(state, 30)];
    const open = merge({ ...changed(stopped), told: [] }, facts);
    expect(episodeView(open, en).text).toContain('<@U1> is rolling it back');
    expect(JSON.stringify(episodeView(open, en).blocks[0])).toContain(':large_yellow_circle:');
    const answer = steady(3, 'web:2');
    const deployments = answer.deployments.map((one) => ({ ...one, id: 'ecs-svc/2', rolloutState: state }));
    const { text, blocks } = episodeView(closeEpisode(merge(open, [{ ...answer, deployments }])), en);
    expect(text).toContain('no sign of what <@U1> asked for');
    expect(text).not.toContain('`web:2` → `web:1`');
    expect(JSON.stringify(blocks[0])).toContain(':white_circle:');
  });
});

test('a rollback that a later change replaced is not told as done, though the service is to run what it goes back to', () => {
  const rollback: Cause = { ...asked, type: 'rollback', before, from: 'web:2', to: 'web:1' };
  const deployments = [
    { id: 'ecs-svc/3', status: 'PRIMARY', taskDefinition: 'web:1', desiredCount: 3, runningCount: 0 },
    { id: 'ecs-svc/2', status: 'ACTIVE', taskDefinition: 'web:2', desiredCount: 0, runningCount: 3 },
  ];
  const answer: Fact = {
    ...{ kind: 'answer', at: begin + 5000, desiredCount: 3, runningCount: 3, pendingCount: 0 },
    deployments: deployments.map((one) => ({ ...one, rolloutState: 'IN_PROGRESS' })),
  };
  const replaced = {
    ...closeEpisode(merge(changed(rollback), [applied, answer])),
    superseded: true,
  } as const;
  expect(episodeView(replaced, en).text).toContain('<@U1> is rolling it back to `web:1`');
});

test('what goes back is not told as back before AWS has said so', () => {
  const back = changed({ ...scale, after: { desiredCount: 3 }, undoes: 'timer' });
  const unknown = { ...applied, result: 'unknown' } as const;
  for (const episode of [back, merge(back, [unknown])]) {
    expect(episodeView(episode, en).text).toContain('auto scaling is to be as it was before');
  }
});

test.each([
  ['timer', 'auto scaling is as it was before, as <@U1> asked', 'Auto Scaling を元に戻しました'],
  ['person', '<@U1> put auto scaling back as it was before', 'Auto Scaling を元に戻しました'],
] as const)(
  'what goes back to the count that stands is auto scaling alone (%s)',
  (undoes, english, japanese) => {
    const episode = merge(changed({ ...scale, after: { desiredCount: 3 }, undoes }), [applied]);
    for (const [words, text] of [
      [en, english],
      [ja, japanese],
    ] as const) {
      expect(episodeView(episode, words).text).toContain(text);
      expect(episodeView(episode, words).text).not.toContain('3 → 3');
    }
  },
);

describe('trouble in the episode of a change', () => {
  const title = (episode: Episode, words = en) => JSON.stringify(episodeView(episode, words).blocks[0]);

  test.each([
    ['a stop-task', stopTask],
    ['a drill', { ...stopTask, drill: true as const }],
    ['a scale', scale],
    ['an undo', { ...scale, undoes: 'person' as const }],
  ])('takes the headline of %s, which is named below', (_, cause) => {
    const calm = merge(changed(cause), [applied, stop('asked', 1)].slice(0, cause.type === 'scale' ? 1 : 2));
    expect(title(calm)).toContain('<@U1>');
    for (const words of [en, ja]) {
      const episode = merge(calm, [stop('other', 60)]);
      expect(title(episode, words)).not.toContain('U1');
      expect(title(episode)).toContain('`shop/web`: a task stopped');
      expect(episodeView(episode, words).text).toContain('<@U1>');
      expect(title(closeEpisode(episode), words)).not.toContain('U1');
    }
  });

  test('a scale that finds no place has the headline of that until it is done', () => {
    const eventName = 'SERVICE_TASK_PLACEMENT_FAILURE';
    const lacking: Fact = { kind: 'service-action', eventId: 'e', eventName, at: begin + 1000 };
    const episode = merge(changed(scale), [applied, lacking]);
    expect(title(episode)).toContain(':red_circle: *`shop/web`: can’t start tasks*');
    expect(title(closeEpisode(episode))).toContain('<@U1> scaled 3 → 5');
  });
});

/** A life of one message, edit by edit: whatever comes in whatever order, the undo that ends, a later change. */
const lives = fc
  .record({
    facts: lifeCycle,
    cause: fc.constantFrom<Cause | undefined>(undefined, scale, stopTask, { ...scale, service: 'created' }),
    outcome: fc.constantFrom<'applied' | 'failed' | 'unknown'>('applied', 'failed', 'unknown'),
    undoOver: fc.boolean(),
    superseded: fc.boolean(),
  })
  .chain(({ facts, cause, outcome, undoOver, superseded }) => {
    const end: Fact = { kind: 'outcome', changeId: 'c1', at: begin + 60_000, result: outcome };
    const over: Fact = { kind: 'undo-over', changeId: 'c1' };
    const all: Fact[] = [...facts, ...(cause ? [end] : []), ...(undoOver ? [over] : [])];
    return disorder(all).map((batches) => {
      const states = [cause ? changed(cause) : quietEpisode(target)];
      for (const batch of batches) states.push(merge(states.at(-1)!, batch));
      const last = closeEpisode(states.at(-1)!);
      return [...states, superseded ? { ...last, superseded: true as const } : last];
    });
  });

test('a button that a message once showed keeps its place, and what a thumb finds there never becomes Undo', () => {
  fc.assert(
    fc.property(lives, (states) => {
      const places = new Map<string, number>();
      const found = new Map<number, string>();
      for (const state of states) {
        for (const [place, button] of buttons(state).entries()) {
          expect(place).toBe(places.get(button) ?? place);
          if (button === 'line:undo')
            expect([undefined, button, 'line:scale-back']).toContain(found.get(place));
          places.set(button, place);
          found.set(place, button);
        }
      }
    }),
  );
});
