import { describe, expect, it } from 'vitest';
import { createTestEcs, createWeb, fargateTask, type TestEcs } from '../../helpers/local-ecs.ts';

const web = (test: TestEcs) => test.call('DescribeServices', { services: ['web'] }).services[0];
const breaker = (rollback: boolean) => ({
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
});

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
});
