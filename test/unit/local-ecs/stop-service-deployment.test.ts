import { describe, expect, it } from 'vitest';
import { createTestEcs, createWeb, fargateTask, refusalOf } from '../../helpers/local-ecs.ts';

/** A steady service without a circuit breaker, whose next revision can not be pulled. */
function deployBadly() {
  const test = createTestEcs();
  createWeb(test);
  test.pass(300);
  test.call(
    'RegisterTaskDefinition',
    fargateTask('app', { dockerLabels: { 'local.ecs/fail-pull': 'true' } }),
  );
  test.events.length = 0;
  test.call('UpdateService', { service: 'web', taskDefinition: 'app' });
  test.pass(60);
  const list = () => test.call('ListServiceDeployments', { service: 'web' }).serviceDeployments;
  return { test, list, serviceDeploymentArn: list()[0].serviceDeploymentArn };
}

describe('StopServiceDeployment', () => {
  it('goes back to the deployment before, though no rollback is configured', () => {
    const { test, list, serviceDeploymentArn } = deployBadly();
    const statuses = () => list().map(({ status }: { status: string }) => status);
    expect(test.call('StopServiceDeployment', { serviceDeploymentArn })).toEqual({ serviceDeploymentArn });
    expect(statuses()).toEqual(['ROLLBACK_REQUESTED', 'SUCCESSFUL']);
    test.pass(2);
    expect(statuses()).toEqual(['ROLLBACK_IN_PROGRESS', 'SUCCESSFUL']);
    const current = () =>
      test.call('DescribeServices', { services: ['web'] }).services[0].currentServiceDeployment;
    expect(current()).toBe(serviceDeploymentArn);
    test.pass(300);
    expect(statuses()).toEqual(['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
    expect(current()).toBeUndefined();
    const [service] = test.call('DescribeServices', { services: ['web'] }).services;
    expect(service).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
    expect(service.taskDefinition).toMatch(/app:1$/);
    const names = test.events
      .filter((event) => event['detail-type'] === 'ECS Deployment State Change')
      .map(({ detail }) => detail.eventName);
    expect(names).toEqual([
      'SERVICE_DEPLOYMENT_IN_PROGRESS',
      'SERVICE_DEPLOYMENT_FAILED',
      'SERVICE_DEPLOYMENT_IN_PROGRESS',
      'SERVICE_DEPLOYMENT_COMPLETED',
    ]);
  });

  it('refuses one that is over, one that it does not know, and a stop type that is documented nowhere', () => {
    const { test, serviceDeploymentArn } = deployBadly();
    const refusal = (input: Record<string, unknown>) => refusalOf(test, 'StopServiceDeployment', input)?.name;
    const unknown = `${serviceDeploymentArn}x`;
    expect(refusal({ serviceDeploymentArn: unknown })).toBe('ServiceDeploymentNotFoundException');
    expect(refusal({ serviceDeploymentArn, stopType: 'ABORT' })).toBe('InvalidParameterException');
    test.call('StopServiceDeployment', { serviceDeploymentArn });
    test.pass(300);
    expect(refusal({ serviceDeploymentArn })).toBe('ConflictException');
  });

  it('works in PENDING, and not on one that has nothing to go back to', () => {
    const test = createTestEcs();
    createWeb(test);
    const newest = () => test.call('ListServiceDeployments', { service: 'web' }).serviceDeployments[0];
    const { serviceDeploymentArn } = newest();
    expect(refusalOf(test, 'StopServiceDeployment', { serviceDeploymentArn })?.name).toBe(
      'ConflictException',
    );
    test.pass(300);
    test.call('UpdateService', { service: 'web', forceNewDeployment: true });
    expect(newest()).toMatchObject({ status: 'PENDING', startedAt: undefined });
    test.call('StopServiceDeployment', { serviceDeploymentArn: newest().serviceDeploymentArn });
    test.pass(300);
    expect(newest().status).toBe('ROLLBACK_SUCCESSFUL');
  });

  it('leaves alone one that a newer one has replaced', () => {
    const { test, list, serviceDeploymentArn } = deployBadly();
    test.call('UpdateService', { service: 'web', taskDefinition: 'app:1' });
    test.pass(1);
    expect(list()[1]).toMatchObject({ status: 'STOP_REQUESTED', finishedAt: undefined });
    expect(test.call('StopServiceDeployment', { serviceDeploymentArn })).toEqual({ serviceDeploymentArn });
    test.pass(300);
    expect(list().map(({ status }: { status: string }) => status)).toEqual([
      'SUCCESSFUL',
      'STOPPED',
      'SUCCESSFUL',
    ]);
    expect(list()[1].finishedAt).toBeDefined();
  });

  it('changes nothing of one that is going back already', () => {
    const { test, list, serviceDeploymentArn } = deployBadly();
    test.call('StopServiceDeployment', { serviceDeploymentArn });
    const [before, events] = [list(), test.events.length];
    expect(test.call('StopServiceDeployment', { serviceDeploymentArn })).toEqual({ serviceDeploymentArn });
    expect(list()).toEqual(before);
    expect(test.events).toHaveLength(events);
  });
});
