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
    expect(test.call('StopServiceDeployment', { serviceDeploymentArn })).toEqual({ serviceDeploymentArn });
    expect(list().map(({ status }: { status: string }) => status)).toContain('ROLLBACK_IN_PROGRESS');
    test.pass(300);
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

  it('changes nothing of one that is going back already', () => {
    const { test, list, serviceDeploymentArn } = deployBadly();
    test.call('StopServiceDeployment', { serviceDeploymentArn });
    const [before, events] = [list(), test.events.length];
    expect(test.call('StopServiceDeployment', { serviceDeploymentArn })).toEqual({ serviceDeploymentArn });
    expect(list()).toEqual(before);
    expect(test.events).toHaveLength(events);
  });
});
