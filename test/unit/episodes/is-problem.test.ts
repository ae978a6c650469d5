import { expect, test } from 'vitest';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';

const service = { cluster: 'shop', service: 'web' };
const begin = Date.parse('2026-01-05T10:00:00Z');

function stop(more: Partial<TaskFact> = {}): TaskFact {
  return {
    kind: 'task',
    id: 'a'.repeat(32),
    version: 7,
    updatedAt: begin,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    taskDefinition: 'web:3',
    stoppingAt: begin,
    stoppedAt: begin,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    ...more,
  };
}

type State = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
const deployment = (id: string, after: number, state: State, reason = ''): Fact => ({
  kind: 'deployment',
  id,
  state,
  at: begin + after,
  reason,
});
const impaired: Fact = {
  kind: 'service-action',
  eventId: 'e',
  eventName: 'SERVICE_TASK_START_IMPAIRED',
  at: begin,
};
const scaledIn = stop({
  stopCode: 'ServiceSchedulerInitiated',
  id: 'b'.repeat(32),
  updatedAt: begin + 9,
  stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
});
const rollout = deployment('ecs-svc/2', 1, 'IN_PROGRESS');

test.each<[boolean, string, readonly Fact[]]>([
  [true, 'a stop that nobody asked for', [stop()]],
  [true, 'tasks that can’t start', [impaired]],
  [false, 'a rollout with the stops that it explains', [rollout, scaledIn]],
  [false, 'a rollout that completed', [rollout, deployment('ecs-svc/2', 9, 'COMPLETED')]],
  [
    true,
    'a rollout of which a task failed',
    [rollout, stop({ updatedAt: begin + 9, stoppingAt: begin + 9 })],
  ],
  [true, 'a rollout that failed', [rollout, deployment('ecs-svc/2', 9, 'FAILED')]],
  [
    true,
    'a rollout that was rolled back',
    [
      rollout,
      deployment('ecs-svc/2', 9, 'FAILED'),
      deployment(
        'ecs-svc/1',
        10,
        'IN_PROGRESS',
        'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.',
      ),
      deployment('ecs-svc/1', 90, 'COMPLETED'),
    ],
  ],
])('%s: %s', (expected, _, facts) => {
  expect(tellEpisode(merge(quietEpisode(service), facts)).isProblem).toBe(expected);
});

test.each<[boolean, string, TaskFact]>([
  [false, 'that ended well', stop({ exit: { container: 'app', code: 0 } })],
  [true, 'that failed', stop({ exit: { container: 'app', code: 1 } })],
  [true, 'that never started', stop({ stopCode: 'TaskFailedToStart' })],
])('%s: a task of no service %s', (expected, _, fact) => {
  const episode = merge(quietEpisode({ cluster: 'shop', task: fact.id }), [fact]);
  expect(tellEpisode(episode).isProblem).toBe(expected);
});

test('the task that somebody stopped through the bot is none; another that dies meanwhile is', () => {
  const before = { desiredCount: 3, runningCount: 3 };
  const taskArn = `arn:aws:ecs:eu-west-1:111122223333:task/shop/${'a'.repeat(32)}`;
  const asked = { changeId: 'c', askedBy: 'U1', askedAt: new Date(begin - 1).toISOString() };
  const cause = { ...asked, type: 'stop-task', taskArn, before } as const;
  const { episode } = startEpisode({ target: service, cause, channel: 'C1' });
  const drilled = merge(episode, [stop({ stopCode: 'UserInitiated' })]);
  expect(tellEpisode(drilled).isProblem).toBe(false);
  expect(tellEpisode(merge(drilled, [stop({ id: 'c'.repeat(32) })])).isProblem).toBe(true);
});
