import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { seedEcs } from '../../../infra/local/ecs/seed.ts';
import { account, createTestEcs } from '../../helpers/local-ecs.ts';

const digest = (of: string) => `sha256:${createHash('sha256').update(of).digest('hex')}`;
const hour = 60 * 60 * 1000;

function seeded(speed: number) {
  const test = createTestEcs({ speed, resolveImage: () => ({ digest: 'sha256:now' }) });
  seedEcs(test.ecs, { region: 'eu-west-1', accountId: account });
  return test;
}

it.each([1, 10])(
  'begins with services that have been steady for hours (speed %i), and says nothing of it',
  (speed) => {
    const test = seeded(speed);
    expect(test.events).toEqual([]);
    const shown = test.ecs
      .snapshot()
      .clusters.filter(({ name }) => name !== 'default')
      .map(({ name, services }) => [
        name,
        services.map((service) => [service.name, service.runningCount, service.isSteady]),
      ]);
    expect(shown).toEqual([
      ['hands-on', [['hello-world', 2, true]]],
      [
        'shop',
        [
          ['web', 3, true],
          ['api', 2, true],
          ['worker', 1, true],
        ],
      ],
      [
        'media',
        [
          ['encoder', 2, true],
          ['player', 2, true],
          ['site', 1, true],
        ],
      ],
    ]);
    const { services } = test.call('DescribeServices', {
      cluster: 'shop',
      services: ['web', 'api', 'worker'],
    });
    for (const service of services) {
      expect(service.deployments).toMatchObject([{ rolloutState: 'COMPLETED' }]);
      expect(test.clock.now() - service.createdAt).toBeGreaterThan(3 * hour);
    }
  },
);

it('runs web at the digest that its tag had before it moved', () => {
  const test = seeded(10);
  const { taskArns } = test.call('ListTasks', { cluster: 'shop', serviceName: 'web' });
  const { tasks } = test.call('DescribeTasks', { cluster: 'shop', tasks: taskArns });
  for (const task of tasks) {
    expect(task).toMatchObject({ lastStatus: 'RUNNING', healthStatus: 'HEALTHY' });
    expect(task.containers[0].imageDigest).toBe(digest('shop/web:1.4.2:1'));
    expect(test.clock.now() - task.startedAt).toBeGreaterThan(3 * hour);
  }
});

it('lives on in the present: a stopped task is replaced, with events', () => {
  const test = seeded(10);
  const [task] = test.call('ListTasks', { cluster: 'hands-on' }).taskArns;
  test.call('StopTask', { cluster: 'hands-on', task });
  test.pass(10);
  expect(test.call('ListTasks', { cluster: 'hands-on' }).taskArns).toHaveLength(2);
  expect(test.events.length).toBeGreaterThan(5);
  expect(test.events.every(({ time }) => time >= '2026-03-01T12:00:00Z')).toBe(true);
  // The steady state of the past is repeated six hours after it was reached, not six hours after the start.
  test.events.length = 0;
  test.pass(2 * 60 * 60);
  const steady = test.events.filter(({ detail }) => detail.eventName === 'SERVICE_STEADY_STATE');
  expect(steady).toHaveLength(6);
});

it('has a canary for who asks for one: it is steady, and its next deployment pauses before each shift', () => {
  const test = createTestEcs({ speed: 10 });
  seedEcs(test.ecs, { region: 'eu-west-1', accountId: account, hasCanary: true });
  const shop = () => test.ecs.snapshot().clusters.find(({ name }) => name === 'shop')?.services ?? [];
  expect(shop().map(({ name, isSteady }) => [name, isSteady])).toContainEqual(['checkout', true]);
  test.call('UpdateService', { cluster: 'shop', service: 'checkout', forceNewDeployment: true });
  test.pass(60);
  expect(shop().find(({ name }) => name === 'checkout')).toMatchObject({
    runningCount: 4,
    lifecycleStage: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
  });
});
