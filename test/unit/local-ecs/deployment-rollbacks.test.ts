import { describe, expect, it } from 'vitest';
import { newest, steady, update, web } from '../../helpers/local-strategies.ts';

describe('a rollback', () => {
  const canary = {
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 60 },
    bakeTimeInMinutes: 60,
  };

  it('of a canary gives the traffic back before the new tasks stop', () => {
    const test = steady(canary);
    update(test);
    test.pass(300);
    expect(test.weights.at(-1)).toBe('rule: tg-b 20, tg-a 80');
    const { serviceDeploymentArn } = newest(test);
    test.call('StopServiceDeployment', { serviceDeploymentArn });
    expect(newest(test).status).toBe('ROLLBACK_REQUESTED');
    test.pass(2);
    expect(newest(test)).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS', lifecycleStage: 'CLEAN_UP' });
    expect(test.weights.at(-1)).toBe('rule: tg-b 0, tg-a 100');
    expect(web(test).currentServiceDeployment).toBe(serviceDeploymentArn);
    expect(test.ecs.snapshot().clusters[0]?.services[0]).toMatchObject({
      lifecycleStage: 'CLEAN_UP',
      newTraffic: 0,
    });
    test.pass(300);
    expect(newest(test)).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      targetServiceRevision: { requestedProductionTrafficWeight: 0, runningTaskCount: 0 },
      sourceServiceRevisions: [{ requestedProductionTrafficWeight: 100, runningTaskCount: 2 }],
    });
    expect(web(test)).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
    expect(web(test).taskDefinition).toMatch(/app:1$/);
  });

  it('of one whose old tasks were going already starts them again first', () => {
    const test = steady({ strategy: 'BLUE_GREEN' });
    update(test);
    while (newest(test).lifecycleStage !== 'CLEAN_UP') test.pass(1);
    test.pass(3);
    const { serviceDeploymentArn } = newest(test);
    test.call('StopServiceDeployment', { serviceDeploymentArn });
    test.pass(2);
    expect(newest(test)).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS', lifecycleStage: 'SCALE_UP' });
    expect(test.weights.at(-1)).toBe('rule: tg-b 100, tg-a 0');
    test.pass(300);
    expect(newest(test).status).toBe('ROLLBACK_SUCCESSFUL');
    expect(test.weights.at(-1)).toBe('rule: tg-b 0, tg-a 100');
  });

  it('comes when an alarm rings; without one being wanted, traffic and tasks stay as they are', () => {
    const statuses = [true, false].map((rollback) => {
      const test = steady({ ...canary, alarms: { alarmNames: ['errors'], enable: true, rollback } });
      update(test);
      test.pass(300);
      test.ecs.setAlarm('errors', 'ALARM');
      test.pass(300);
      return [newest(test).status, web(test).runningCount, test.weights.at(-1)];
    });
    expect(statuses).toEqual([
      ['ROLLBACK_SUCCESSFUL', 2, 'rule: tg-b 0, tg-a 100'],
      ['STOPPED', 4, 'rule: tg-b 20, tg-a 80'],
    ]);
  });

  it('is undone by nothing: a newer deployment first removes what is neither old nor new', () => {
    const test = steady(canary);
    update(test);
    test.pass(300);
    update(test, { forceNewDeployment: true });
    test.pass(2);
    expect(newest(test)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'RECONCILE_SERVICE' });
    expect(test.weights.at(-1)).toMatch(/tg-a 100$/);
    const list = () =>
      test
        .call('ListServiceDeployments', { service: 'web' })
        .serviceDeployments.map(({ status }: { status: string }) => status);
    expect(list()).toEqual(['IN_PROGRESS', 'STOP_REQUESTED', 'SUCCESSFUL']);
    test.pass(8000);
    expect(list()).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
    expect(web(test)).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
  });
});
