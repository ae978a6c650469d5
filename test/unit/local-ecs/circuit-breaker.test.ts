import { describe, expect, it } from 'vitest';
import { failureThreshold } from '../../../infra/local/ecs/scheduler/decide.ts';
import { createTestEcs, createWeb, fargateTask, registry, type TestEcs } from '../../helpers/local-ecs.ts';

const web = (test: TestEcs) => test.call('DescribeServices', { services: ['web'] }).services[0];
const breaker = (rollback: boolean, how: Record<string, unknown> = {}) => ({
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback, ...how } },
});
const described = (test: TestEcs) => {
  const [{ serviceDeploymentArn }] = test.call('ListServiceDeployments', {
    service: 'web',
  }).serviceDeployments;
  return test.call('DescribeServiceDeployments', { serviceDeploymentArns: [serviceDeploymentArn] })
    .serviceDeployments[0].deploymentCircuitBreaker;
};

/** A steady service whose next revision can not be pulled. */
function deployBadly(rollback: boolean): { test: TestEcs; good: string; bad: string } {
  const test = createTestEcs();
  createWeb(test, breaker(rollback));
  test.pass(300);
  const good = web(test).deployments[0].id;
  test.call(
    'RegisterTaskDefinition',
    fargateTask('app', { dockerLabels: { 'local.ecs/fail-pull': 'true' } }),
  );
  test.events.length = 0;
  const { service } = test.call('UpdateService', { service: 'web', taskDefinition: 'app' });
  test.pass(1800);
  return { test, good, bad: service.deployments[0].id };
}

const deploymentEvents = (test: TestEcs) =>
  test.events
    .filter((event) => event['detail-type'] === 'ECS Deployment State Change')
    .map(({ detail }) => [detail.eventName, detail.eventType, detail.deploymentId, detail.reason]);

describe('the deployment circuit breaker', () => {
  it('ends a deployment after three failed starts, and no further task is launched', () => {
    const { test, bad } = deployBadly(false);
    const [primary, old] = web(test).deployments;
    expect(primary).toMatchObject({
      id: bad,
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    });
    expect(old).toMatchObject({ status: 'ACTIVE', runningCount: 2 });
    expect(primary.failedTasks).toBeLessThanOrEqual(4);
    expect(deploymentEvents(test).at(-1)).toEqual([
      'SERVICE_DEPLOYMENT_FAILED',
      'ERROR',
      bad,
      'ECS deployment circuit breaker: tasks failed to start.',
    ]);
  });

  it('rolls back to the last deployment that was completed', () => {
    const { test, good, bad } = deployBadly(true);
    expect(web(test)).toMatchObject({
      runningCount: 2,
      deployments: [{ id: good, status: 'PRIMARY', rolloutState: 'COMPLETED' }],
    });
    expect(web(test).taskDefinition).toMatch(/app:1$/);
    expect(deploymentEvents(test)).toEqual([
      ['SERVICE_DEPLOYMENT_IN_PROGRESS', 'INFO', bad, `ECS deployment ${bad} in progress.`],
      ['SERVICE_DEPLOYMENT_FAILED', 'ERROR', bad, 'ECS deployment circuit breaker: tasks failed to start.'],
      [
        'SERVICE_DEPLOYMENT_IN_PROGRESS',
        'INFO',
        good,
        `ECS deployment circuit breaker: rolling back to deploymentId ${good}.`,
      ],
      ['SERVICE_DEPLOYMENT_COMPLETED', 'INFO', good, `ECS deployment ${good} completed.`],
    ]);
    const { serviceDeployments } = test.call('ListServiceDeployments', { service: 'web' });
    expect(serviceDeployments.map(({ status }: { status: string }) => status).toSorted()).toEqual([
      'ROLLBACK_SUCCESSFUL',
      'SUCCESSFUL',
    ]);
  });

  it('stays FAILED when there is nothing to roll back to', () => {
    const test = createTestEcs();
    createWeb(test, breaker(true), { dockerLabels: { 'local.ecs/fail-pull': 'true' } });
    test.pass(1800);
    expect(web(test)).toMatchObject({
      runningCount: 0,
      pendingCount: 0,
      deployments: [{ rolloutState: 'FAILED' }],
    });
  });

  it('is off unless asked for', () => {
    const test = createTestEcs();
    createWeb(test, {}, { dockerLabels: { 'local.ecs/fail-pull': 'true' } });
    test.pass(1800);
    expect(web(test).deployments[0].rolloutState).toBe('IN_PROGRESS');
  });

  it.each([
    [1, undefined, 3],
    [25, undefined, 13],
    [1000, undefined, 200],
    [1000, { type: 'BOUNDED_PERCENT', value: 1 }, 10],
    [1000, { type: 'UNBOUNDED_PERCENT', value: 50 }, 500],
    [2, { type: 'UNBOUNDED_PERCENT', value: 50 }, 1],
    [1000, { type: 'COUNT', value: 5 }, 5],
  ] as const)('of %i tasks with %j ends a deployment after %i failures', (count, how, threshold) => {
    expect(failureThreshold(count, how)).toBe(threshold);
  });

  it('ends a deployment at the threshold that the service names, which its description shows', () => {
    const test = createTestEcs();
    const thresholdConfiguration = { type: 'COUNT', value: 1 };
    createWeb(test, breaker(false, { thresholdConfiguration }), {
      dockerLabels: { 'local.ecs/fail-pull': 'true' },
    });
    test.pass(1);
    expect(described(test)).toEqual({ status: 'MONITORING', failureCount: 0, threshold: 1 });
    test.pass(300);
    expect(described(test)).toEqual({ status: 'TRIGGERED', failureCount: 2, threshold: 1 });
  });

  it.each([
    [true, 0],
    [false, 1],
  ])(
    'counts failures in a row, or all of a deployment (resetOnHealthyTask %s)',
    (resetOnHealthyTask, counted) => {
      let isPushed = false;
      const test = createTestEcs({ resolveImage: () => (isPushed ? { digest: 'sha256:1' } : undefined) });
      const image = `${registry}/app:1`;
      createWeb(test, { desiredCount: 1, ...breaker(false, { resetOnHealthyTask }) }, { image });
      test.pass(29);
      expect(described(test).failureCount).toBe(1);
      isPushed = true;
      test.pass(300);
      expect(described(test)).toMatchObject({ status: 'MONITORING_COMPLETE', failureCount: counted });
    },
  );

  it('keeps what an update leaves out', () => {
    const test = createTestEcs();
    createWeb(test, breaker(true, { resetOnHealthyTask: false }));
    test.call('UpdateService', { service: 'web', ...breaker(false) });
    expect(web(test).deploymentConfiguration.deploymentCircuitBreaker).toEqual({
      enable: true,
      rollback: false,
      resetOnHealthyTask: false,
      thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
    });
  });
});
