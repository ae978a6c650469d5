import type { PlanBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateBlocks } from '../../../infra/local/slack/block-kit/validate.ts';
import { closeEpisode } from '../../../src/episodes/closing.ts';
import { type Cause, quietEpisode } from '../../../src/episodes/episode.ts';
import type { AnswerFact, DeploymentFact, Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { begin, lifeCycle } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const second = 1000;
const story = (...facts: Fact[]) => merge(quietEpisode(target), facts);
const text = (...facts: Fact[]) => episodeView(story(...facts), en).text;
const dot = (...facts: Fact[]) =>
  /:(\w+):/.exec(JSON.stringify(episodeView(story(...facts), en).blocks))?.[1];
const cards = (...facts: Fact[]) => {
  const plan = episodeView(story(...facts), en).blocks.find(
    (block): block is PlanBlock => block.type === 'plan',
  );
  return (plan?.tasks ?? []).map((card) => `${card.status} ${card.title}`);
};

function task(id: string, at: number, more: Partial<TaskFact> = {}): TaskFact {
  return {
    kind: 'task',
    id: id.repeat(32).slice(0, 32),
    version: 1,
    updatedAt: at,
    lastStatus: 'PENDING',
    desiredStatus: 'RUNNING',
    taskDefinition: 'web:2',
    startedBy: 'ecs-svc/2',
    createdAt: at,
    ...more,
  };
}

function running(id: string, at: number): TaskFact {
  return task(id, at, { version: 3, lastStatus: 'RUNNING', startedAt: at, createdAt: at - second });
}

function stopped(id: string, at: number, more: Partial<TaskFact> = {}): TaskFact {
  return task(id, at, {
    version: 9,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    createdAt: begin - 9e6,
    startedAt: begin - 8e6,
    stoppingAt: at,
    stoppedAt: at,
    taskDefinition: 'web:1',
    startedBy: 'ecs-svc/1',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exit: { container: 'app', code: 1 },
    ...more,
  });
}

const scaledIn = {
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
};
const deployment = (
  state: DeploymentFact['state'],
  at: number,
  more: Partial<DeploymentFact> = {},
): Fact => ({ kind: 'deployment', id: 'ecs-svc/2', state, at, ...more });
const answer = (at: number, desiredCount: number, more: Partial<AnswerFact> = {}): AnswerFact => ({
  kind: 'answer',
  at,
  desiredCount,
  runningCount: desiredCount,
  pendingCount: 0,
  deployments: [],
  ...more,
});
const action = (eventName: string, at: number): Fact => ({
  kind: 'service-action',
  eventId: eventName,
  eventName,
  at,
});
const noCheck: Fact[] = ['web:1', 'web:2'].map((taskDefinition) => ({
  kind: 'task-definition',
  taskDefinition,
  hasHealthCheck: false,
}));

test('every message of every kind is one that Slack takes, with a dozen cards at most', () => {
  const many = fc
    .nat({ max: 40 })
    .map((count) =>
      Array.from({ length: count }, (_, index) =>
        task(index.toString(36).padStart(4, 'x'), begin + index + 2000),
      ),
    );
  fc.assert(
    fc.property(lifeCycle, many, fc.boolean(), fc.constantFrom(en, ja), (facts, more, isOver, messages) => {
      const episode = story(...facts, ...more);
      const { text, blocks } = episodeView(isOver ? closeEpisode(episode) : episode, messages);
      expect(validateBlocks(blocks, 'message')).toEqual([]);
      expect(text.length).toBeLessThanOrEqual(4000);
      const plan = blocks.find((block): block is PlanBlock => block.type === 'plan');
      expect(plan?.tasks?.length ?? 0).toBeLessThanOrEqual(12);
    }),
  );
});

describe('a rollout in cards', () => {
  const begun = deployment('IN_PROGRESS', begin);
  const on = answer(begin + 1, 3, { circuitBreaker: 'on, with rollback' });

  test('new tasks by state, those to come, old ones, the circuit breaker', () => {
    expect(
      cards(
        begun,
        on,
        ...noCheck,
        task('a', begin + 2),
        running('b', begin + 3),
        stopped('c', begin + 4, scaledIn),
      ),
    ).toEqual([
      'complete New task bbbbbbbb: RUNNING',
      'in_progress New task aaaaaaaa: PENDING',
      'pending 1 more task to start',
      'in_progress Old tasks: 0 draining, 1 stopped',
      'pending Circuit breaker on, with rollback: no task failed so far',
    ]);
  });

  test('a task that failed on the way makes a completed plan no failed one', () => {
    const failed = stopped('d', begin + 5, { startedBy: 'ecs-svc/2', taskDefinition: 'web:2' });
    const facts = [begun, on, ...noCheck, failed, running('b', begin + 9)];
    expect(cards(...facts)).toContain('error New task dddddddd failed');
    const over = cards(...facts, deployment('COMPLETED', begin + 99));
    expect(over).toContain('complete 1 task failed on the way');
    expect(over.filter((card) => !card.startsWith('complete'))).toEqual([]);
    expect(dot(...facts, deployment('COMPLETED', begin + 99))).toBe('large_green_circle');
  });

  test('one that failed without a rollback is red, and its old tasks stay', () => {
    const facts = [begun, deployment('FAILED', begin + 9, { reason: 'ECS deployment circuit breaker: x.' })];
    expect(cards(...facts)).toEqual([
      'complete Old tasks keep running',
      'error Circuit breaker: stopped the rollout',
    ]);
    expect(dot(...facts)).toBe('red_circle');
  });

  test('one that was rolled back is orange', () => {
    const back = {
      id: 'ecs-svc/1',
      reason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.',
    };
    const facts = [
      ...[begun, deployment('FAILED', begin + 9), deployment('IN_PROGRESS', begin + 9, back)],
      deployment('COMPLETED', begin + 20, { id: 'ecs-svc/1' }),
    ];
    expect(text(...facts)).toContain('the rollout failed and was rolled back');
    expect(dot(...facts)).toBe('large_orange_circle');
  });
});

describe('causes', () => {
  test('auto scaling, when ECS says that it moved the desired count', () => {
    const facts = [task('a', begin), task('b', begin), answer(begin + 1, 5)];
    expect(text(...facts)).toContain(
      'scaling 3 → 5. 3 of 5 running. Why: the desired count was changed outside',
    );
    expect(text(...facts, action('SERVICE_DESIRED_COUNT_UPDATED', begin))).toContain('(auto scaling)');
  });

  test('a scale-in raises no alarm and counts down', () => {
    const facts = [answer(begin + 9, 2), stopped('a', begin + 1, scaledIn)];
    expect(text(...facts)).toContain('scaled 3 → 2');
    expect(dot(...facts)).toBe('large_green_circle');
  });

  test('a move between zones explains the stops that come with it', () => {
    const moved = stopped('a', begin + 5, { ...scaledIn, stoppedReason: 'Moved to another zone' });
    const facts = [action('SERVICE_REBALANCING_STARTED', begin), task('b', begin + 1), moved];
    expect(text(...facts)).toBe(
      '`shop/web`: ECS is rebalancing its tasks across zones. Why: its tasks were not spread evenly across zones',
    );
    expect(text(...facts, action('SERVICE_REBALANCING_COMPLETED', begin + 9))).toContain(
      'rebalanced its tasks',
    );
  });

  test('Spot', () => {
    const spot = { stopCode: 'TerminationNotice', stoppedReason: 'Your Spot Task was interrupted.' };
    expect(text(stopped('a', begin, spot))).toContain('that is part of using Spot');
    expect(text(stopped('a', begin, spot), stopped('b', begin))).not.toContain('part of using Spot');
  });

  describe('the same revision again', () => {
    const [was, is] = ['sha256:0123456789ab', 'sha256:ba9876543210'];
    const again = { taskDefinition: 'web:1' };
    const old = stopped('a', begin + 50 * second, { ...scaledIn, imageDigest: was });
    const started = (id: string, imageDigest: string) => ({
      ...running(id, begin + 40 * second),
      ...again,
      imageDigest,
    });
    const blocks = (...facts: Fact[]) =>
      JSON.stringify(episodeView(story(deployment('IN_PROGRESS', begin), old, ...facts), en).blocks);

    test('says that its tag means another image', () => {
      expect(blocks(started('b', is))).toContain(
        `\`web:1\`, the same revision again with another image: \`${was}\` → \`${is}\``,
      );
    });

    test('with the same image does not', () => {
      expect(blocks(started('b', was))).toContain('`web:1`, the same revision again');
      expect(blocks(started('b', was))).not.toContain('another image');
    });

    test('claims nothing where its tasks run several', () => {
      expect(blocks(started('b', is), started('c', 'sha256:000000000000'))).not.toContain('another image');
    });
  });

  test('of which no event was heard, and that ECS has gone back from, is told as failed and gone back', () => {
    const restart: Cause = {
      type: 'restart',
      changeId: 'c1',
      askedBy: 'U1',
      // By the worker's clock, which is ahead of ECS's.
      askedAt: new Date(begin + 2 * second).toISOString(),
      before: { desiredCount: 2, runningCount: 2 },
    };
    const primary = (id: string, more = {}) => ({
      deployments: [
        { id, status: 'PRIMARY', taskDefinition: 'web:1', desiredCount: 2, runningCount: 2, ...more },
      ],
      runningCount: 2,
    });
    const staging = (at: number, status: string, deployment: string): Fact => ({
      ...{ kind: 'service-deployment', id: 'sd-2', arn: 'arn:sd-2', strategy: 'ROLLING', hooks: [] },
      ...{ createdAt: begin + second, requested: 2, running: 2, at, status, deployment },
    });
    const facts = [
      answer(
        begin + 5 * second,
        2,
        primary('ecs-svc/2', { rolloutState: 'IN_PROGRESS', createdAt: begin + second }),
      ),
      staging(begin + 5 * second, 'IN_PROGRESS', 'ecs-svc/2'),
      answer(
        begin + 300 * second,
        2,
        primary('ecs-svc/1', { rolloutState: 'COMPLETED', createdAt: begin - 9e6 }),
      ),
      staging(begin + 300 * second, 'ROLLBACK_SUCCESSFUL', 'ecs-svc/1'),
    ];
    const { episode } = startEpisode({ target, cause: restart, channel: 'C1' });
    for (const shuffled of [facts, facts.toReversed()]) {
      const told = episodeView(merge(episode, shuffled), en).text;
      expect(told).toContain('the rollout failed and was rolled back');
      expect(told).toContain('2 of 2 of the old revision running');
    }
  });

  test('whose failure was not heard, but the way back was, is told as failed and gone back', () => {
    const facts = [
      deployment('IN_PROGRESS', begin),
      deployment('IN_PROGRESS', begin + 60 * second, { id: 'ecs-svc/1', reason: 'rolling back to it' }),
      deployment('COMPLETED', begin + 90 * second, { id: 'ecs-svc/1' }),
    ];
    expect(text(...facts)).toContain('the rollout failed and was rolled back');
    expect(text(...facts.toReversed())).toContain('the rollout failed and was rolled back');
  });

  test('that a later change ended counts the new tasks that had started, not those of ECS’s older answer', () => {
    const facts = [
      deployment('IN_PROGRESS', begin),
      answer(begin + 5 * second, 1, {
        runningCount: 0,
        deployments: [
          { id: 'ecs-svc/2', status: 'PRIMARY', taskDefinition: 'web:2', desiredCount: 1, runningCount: 0 },
        ],
      }),
      running('b', begin + 40 * second),
    ];
    const ended = { ...closeEpisode(story(...facts)), superseded: true as const };
    expect(episodeView(ended, en).text).toContain('1 of 1 new running');
  });

  test('a crash loop after a rollout was over names the rollout', () => {
    const crashes = ['a', 'b', 'c'].map((id, index) =>
      stopped(id, begin + (index + 60) * second, {
        startedBy: 'ecs-svc/2',
        taskDefinition: 'web:2',
        createdAt: begin + (index + 59) * second + 500,
      }),
    );
    const facts = [
      deployment('IN_PROGRESS', begin),
      deployment('COMPLETED', begin + 50 * second),
      ...crashes,
    ];
    expect(text(...facts)).toContain('crash loop, 3 tasks stopped. Since the rollout → `web:2`');
    expect(dot(...facts)).toBe('red_circle');
  });
});

describe('what stops once, and what stops again and again', () => {
  test('three tasks that stop at once are no loop', () => {
    expect(text(...['a', 'b', 'c'].map((id) => stopped(id, begin)))).toContain('3 tasks stopped');
    expect(text(...['a', 'b', 'c'].map((id) => stopped(id, begin)))).not.toContain('loop');
  });

  test('tasks that never ran, with ECS’s back-off, are tasks that can’t be started', () => {
    const failed = ['a', 'b', 'c'].map((id, index) => {
      const {
        startedAt: _,
        exit: __,
        ...stop
      } = stopped(id, begin + index * second, {
        createdAt: begin + index * second - 500,
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'CannotPullContainerError: pull image manifest has been retried 1 time(s): not found',
      });
      return stop;
    });
    expect(text(...failed, action('SERVICE_TASK_START_IMPAIRED', begin + 3 * second))).toMatch(
      /can’t start tasks\. ECS can’t start its tasks consistently and waits longer before each retry\. Why: /,
    );
  });

  test('healed is green at once, before the episode closes', () => {
    const facts = [stopped('a', begin), ...noCheck];
    expect(dot(...facts)).toBe('large_yellow_circle');
    expect(dot(...facts, running('b', begin + 5 * second))).toBe('large_green_circle');
  });
});

test('a scale-out that finds no place offers the way back, and only that one', () => {
  const asked = (desiredCount: number) => {
    const cause: Cause = {
      type: 'scale' as const,
      changeId: 'c1',
      askedBy: 'U1',
      askedAt: new Date(begin).toISOString(),
      before: { desiredCount: 3, runningCount: 3 },
      after: { desiredCount },
    };
    const noPlace: Fact = {
      kind: 'service-action' as const,
      eventId: 'e1',
      eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
      at: begin + second,
      reason: 'RESOURCE:CPU',
    };
    const { episode } = startEpisode({ target, cause, channel: 'C1' });
    return JSON.stringify(episodeView(merge(episode, [noPlace]), en).blocks);
  };
  expect(asked(9)).toContain('"value":"scale shop/web 3"');
  expect(asked(2)).not.toContain('"value":"scale shop/web 3"');
});

test('a bot that may not roll back offers to undo a scaling, but no deployment', () => {
  const asked = { changeId: 'c1', askedBy: 'U1', askedAt: new Date(begin).toISOString() };
  const counts = { desiredCount: 1, runningCount: 1 };
  const offers = (cause: Cause, ...rollsBack: [boolean?]) => {
    const { episode } = startEpisode({ target, cause, channel: 'C1' });
    const made = merge(episode, [{ kind: 'outcome', changeId: 'c1', result: 'applied', at: begin }]);
    return /"undo c1"/.test(JSON.stringify(episodeView(made, en, ...rollsBack).blocks));
  };
  const deployed: Cause = { ...asked, type: 'deploy', before: counts, what: '1.4.1' };
  const scaled: Cause = { ...asked, type: 'scale', before: counts, after: { desiredCount: 2 } };
  expect([offers(deployed), offers(deployed, false), offers(scaled, false)]).toEqual([true, false, true]);
});
