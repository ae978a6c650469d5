import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import {
  describeServiceDeployments,
  listServiceDeployments,
  toServiceDeployment,
} from '../../../src/aws/ecs/service-deployments.ts';
import { test } from '../../helpers/command-account.ts';
import { sdkCanary } from '../../helpers/sample-deployments.ts';

const web = { cluster: 'shop', service: 'web' };

test('newest first, over several pages, as many as wanted; and by status', async ({ account }) => {
  const { ecs, clock } = account;
  for (let count = 0; count < 3; count += 1) {
    await ecs.send(new UpdateServiceCommand({ ...web, forceNewDeployment: true }));
    await clock.advance(600_000);
  }
  const all = await listServiceDeployments(ecs, web, { most: 150 });
  const times = all.map(({ createdAt }) => createdAt!.getTime());
  expect(times).toEqual([...times].sort((one, other) => other - one));
  expect(all.length).toBeGreaterThan(3);
  expect(await listServiceDeployments(ecs, web, { most: 2 })).toEqual(all.slice(0, 2));
  expect(await listServiceDeployments(ecs, web, { most: 9, status: ['PENDING'] })).toEqual([]);
  const [newest, ...others] = await describeServiceDeployments(ecs, [
    all[0]!.arn,
    `${all[0]!.arn}x`,
    all[1]!.arn,
  ]);
  expect(others.map(({ id }) => id)).toEqual([all[1]!.id]);
  expect(newest).toMatchObject({
    cluster: 'shop',
    service: 'web',
    status: 'SUCCESSFUL',
    strategy: 'ROLLING',
    stage: undefined,
    to: { requested: 3, running: 3, weight: undefined },
    hooks: [],
    alarms: { status: 'DISABLED', names: [] },
  });
  expect(newest!.finishedAt!.getTime()).toBeGreaterThan(newest!.startedAt!.getTime());
});

test('a canary that waits: its shares, its step, and the hook that holds it', () => {
  expect(toServiceDeployment(sdkCanary())).toMatchObject({
    id: 'NCWGC2ZR-taawPAYrIaU5',
    strategy: 'CANARY',
    stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
    from: [{ weight: 90, running: 3 }],
    to: { weight: 10, running: 3, requested: 3 },
    bakeMinutes: 15,
    step: { percent: 10, bakeMinutes: 10 },
    hooks: [
      { id: 'hook-1', target: 'smoke-test', state: 'SUCCEEDED', stage: undefined, timeoutMinutes: undefined },
      {
        id: 'hook-2',
        type: 'PAUSE',
        state: 'AWAITING_ACTION',
        stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
        timeoutAction: 'ROLLBACK',
        timeoutMinutes: 120,
      },
    ],
    alarms: { status: 'MONITORING', names: ['web-5xx'], triggered: [] },
  });
});

test('what ECS may add keeps its own name, and what it leaves out its default', () => {
  const strange = toServiceDeployment({
    status: 'PAUSED' as 'PENDING',
    lifecycleStage: 'WARM_UP' as 'BAKE_TIME',
    deploymentConfiguration: { strategy: 'SHADOW' as 'CANARY' },
  });
  expect(strange).toMatchObject({ status: 'PAUSED', stage: 'WARM_UP', strategy: 'SHADOW', step: undefined });
  expect(toServiceDeployment({})).toMatchObject({ strategy: 'ROLLING', from: [], to: undefined, hooks: [] });
  expect(toServiceDeployment({ deploymentConfiguration: { strategy: 'LINEAR' } }).step).toEqual({
    percent: 10,
    bakeMinutes: 6,
  });
});

test('no secret in a reason', () => {
  const reason = 'Rolling back: password=hunter2hunter2';
  const { statusReason, rollback } = toServiceDeployment({ statusReason: reason, rollback: { reason } });
  expect(`${statusReason} ${rollback?.reason}`).not.toContain('hunter2');
});
