import { describe, expect, test } from 'vitest';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact, ServiceDeploymentFact } from '../../../src/episodes/facts.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';

const minute = 60_000;
const start = Date.parse('2026-11-23T10:00:00Z');
const counts = { desiredCount: 2, runningCount: 2 };

function deployment(
  id: string,
  state: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED',
  minutes: number,
  reason = '',
): Fact {
  return { kind: 'deployment', id: `ecs-svc/${id}`, state, at: start + minutes * minute, reason };
}

function answer(minutes: number, ...deployments: readonly [string, string, string][]): Fact {
  return {
    kind: 'answer',
    at: start + minutes * minute,
    ...counts,
    pendingCount: 0,
    deployments: deployments.map(([id, taskDefinition, rolloutState], index) => ({
      ...counts,
      id: `ecs-svc/${id}`,
      status: index === 0 ? 'PRIMARY' : 'ACTIVE',
      taskDefinition,
      rolloutState,
      createdAt: start + (id === '1' ? -60 : Number(id)) * minute,
    })),
  };
}

function staged(id: string, primary: string, status: string, minutes: number): ServiceDeploymentFact {
  return {
    kind: 'service-deployment',
    at: start + minutes * minute,
    id,
    arn: `arn:aws:ecs:us-east-1:1:service-deployment/shop/web/${id}`,
    deployment: `ecs-svc/${primary}`,
    createdAt: start + Number(id) * minute,
    status,
    strategy: 'ROLLING',
    requested: 2,
    running: 2,
    hooks: [],
  };
}

/** A task that ECS stopped for a deployment. */
function task(id: string, by: string, taskDefinition: string, created: number, stopping?: number): Fact {
  const isLeaving = stopping !== undefined;
  return {
    kind: 'task',
    id,
    version: isLeaving ? 5 : 3,
    updatedAt: start + (stopping ?? created) * minute,
    lastStatus: isLeaving ? 'DEACTIVATING' : 'RUNNING',
    desiredStatus: isLeaving ? 'STOPPED' : 'RUNNING',
    taskDefinition,
    startedBy: `ecs-svc/${by}`,
    createdAt: start + created * minute,
    startedAt: start + created * minute,
    ...(isLeaving && {
      stoppingAt: start + stopping * minute,
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
    }),
  };
}

/** `web:4` failed as deployment 2, and ECS went back to deployment 1 with `web:3`. */
const rolledBack: Fact[] = [
  deployment('2', 'IN_PROGRESS', 2),
  answer(2.5, ['2', 'web:4', 'IN_PROGRESS'], ['1', 'web:3', 'COMPLETED']),
  staged('2', '2', 'IN_PROGRESS', 2.5),
  deployment('2', 'FAILED', 3),
  deployment('1', 'IN_PROGRESS', 3, 'ECS deployment rolling back to deploymentId ecs-svc/1.'),
  staged('2', '1', 'ROLLBACK_IN_PROGRESS', 3.1),
  deployment('1', 'COMPLETED', 4),
];

function tell(facts: readonly Fact[]) {
  return tellEpisode(merge(quietEpisode({ cluster: 'shop', service: 'web' }), facts)).rollout;
}

test('a way back that was heard of to its end is over, though ECS no longer names what failed and was last asked before', () => {
  const facts = [...rolledBack, answer(6, ['1', 'web:3', 'COMPLETED'])];
  expect(tell(facts)).toMatchObject({ state: 'FAILED', rollback: 'COMPLETED' });
});

test.each([
  ['PENDING', 'IN_PROGRESS', { state: 'IN_PROGRESS', rollback: undefined }],
  ['IN_PROGRESS', 'IN_PROGRESS', { state: 'IN_PROGRESS', rollback: undefined }],
  ['SUCCESSFUL', 'IN_PROGRESS', { state: 'IN_PROGRESS', rollback: undefined }],
  ['SUCCESSFUL', 'COMPLETED', { state: 'COMPLETED', rollback: undefined }],
] as const)(
  'the revision that ECS went back to, deployed anew, is no way back: %s, %s',
  (status, rolloutState, told) => {
    const facts = [
      ...rolledBack,
      deployment('8', 'IN_PROGRESS', 8),
      answer(9, ['8', 'web:3', rolloutState], ['1', 'web:3', 'COMPLETED']),
      staged('8', '8', status, 9),
    ];
    expect(tell(facts)).toMatchObject(told);
  },
);

describe('a rollout after one that was rolled back', () => {
  const next: Fact[] = [
    ...rolledBack,
    task('one', '1', 'web:3', -60, 2.8),
    task('two', '2', 'web:4', 2.2, 3.5),
    task('three', '1', 'web:3', 3.2),
    deployment('8', 'IN_PROGRESS', 8),
    task('four', '8', 'web:5', 8.2),
    answer(8.5, ['8', 'web:5', 'IN_PROGRESS'], ['1', 'web:3', 'COMPLETED']),
    staged('8', '8', 'IN_PROGRESS', 8.5),
  ];

  test('what stopped before it began does not make room for it', () => {
    expect(tell(next)?.from).not.toBe('web:4');
    expect(tell([...next, task('three', '1', 'web:3', 3.2, 9)])).toMatchObject({
      from: 'web:3',
      to: 'web:5',
    });
  });

  test('fails too, and nothing is heard of its way back: the first failure did not come back to it', () => {
    const facts = [
      ...next,
      task('three', '1', 'web:3', 3.2, 9),
      deployment('8', 'FAILED', 10),
      task('four', '8', 'web:5', 8.2, 11),
      staged('8', '1', 'ROLLBACK_IN_PROGRESS', 10.1),
      answer(13, ['1', 'web:3', 'COMPLETED']),
    ];
    expect(tell(facts)).toMatchObject({
      state: 'FAILED',
      rollback: 'IN_PROGRESS',
      from: 'web:3',
      to: 'web:5',
    });
  });
});

test('one that begins after two failed is no way back while nobody knows its revision', () => {
  const facts = [
    deployment('2', 'IN_PROGRESS', 2),
    answer(3, ['2', 'web:4', 'IN_PROGRESS'], ['1', 'web:3', 'COMPLETED']),
    deployment('2', 'FAILED', 4),
    deployment('8', 'IN_PROGRESS', 8),
    answer(9, ['8', 'web:5', 'IN_PROGRESS'], ['1', 'web:3', 'COMPLETED']),
    deployment('8', 'FAILED', 10),
    deployment('9', 'IN_PROGRESS', 14),
  ];
  expect(tell(facts)).toMatchObject({ state: 'IN_PROGRESS', rollback: undefined });
});
