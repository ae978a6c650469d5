import { describe, expect, it } from 'vitest';
import { createTestEcs, createWeb, fargateTask } from '../../helpers/local-ecs.ts';
import { newest, pause, ports, steady, update, watch, web } from '../../helpers/local-strategies.ts';

describe('BLUE_GREEN', () => {
  it('shifts all traffic at once, bakes, and only then stops the old tasks', () => {
    const test = steady({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 });
    expect(test.weights).toEqual(expect.arrayContaining(['rule: tg-a 100']));
    test.weights.length = 0;
    update(test);
    test.pass(300);
    expect(newest(test)).toMatchObject({
      status: 'IN_PROGRESS',
      lifecycleStage: 'BAKE_TIME',
      sourceServiceRevisions: [
        {
          requestedTaskCount: 2,
          runningTaskCount: 2,
          requestedProductionTrafficWeight: 0,
          requestedTestTrafficWeight: 0,
        },
      ],
      targetServiceRevision: {
        requestedTaskCount: 2,
        runningTaskCount: 2,
        pendingTaskCount: 0,
        requestedProductionTrafficWeight: 100,
        requestedTestTrafficWeight: 100,
      },
    });
    expect(web(test).deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', runningCount: 2 },
      { status: 'ACTIVE', runningCount: 2 },
    ]);
    test.pass(300);
    expect(newest(test)).toMatchObject({ status: 'SUCCESSFUL', lifecycleStage: 'CLEAN_UP' });
    expect(web(test).deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2 },
    ]);
    expect(test.weights.at(0)).toBe('rule: tg-b 0, tg-a 100');
    expect(test.weights.at(-1)).toBe('rule: tg-b 100, tg-a 0');
  });

  it('uses its two target groups in turn', () => {
    const test = steady({ strategy: 'BLUE_GREEN' });
    const used = () => {
      const { serviceRevisions } = test.call('DescribeServiceRevisions', {
        serviceRevisionArns: web(test).currentServiceRevisions.map(({ arn }: { arn: string }) => arn),
      });
      return serviceRevisions.map(
        ({
          resolvedConfiguration,
        }: {
          resolvedConfiguration: { loadBalancers: { targetGroupArn: string }[] };
        }) => resolvedConfiguration.loadBalancers[0]?.targetGroupArn,
      );
    };
    expect(used()).toEqual(['tg-a']);
    update(test);
    test.pass(400);
    expect(used()).toEqual(['tg-b']);
    update(test, { taskDefinition: 'app:1', deploymentConfiguration: { strategy: 'ROLLING' } });
    test.pass(400);
    expect(used()).toEqual(['tg-b']);
    update(test, { deploymentConfiguration: { strategy: 'BLUE_GREEN' } });
    test.pass(400);
    expect(used()).toEqual(['tg-a']);
  });

  it('passes its stages in order', () => {
    const test = steady({
      strategy: 'BLUE_GREEN',
      bakeTimeInMinutes: 2,
      lifecycleHooks: [
        pause(
          'PRE_SCALE_UP',
          'POST_SCALE_UP',
          'POST_TEST_TRAFFIC_SHIFT',
          'PRE_PRODUCTION_TRAFFIC_SHIFT',
          'POST_PRODUCTION_TRAFFIC_SHIFT',
        ),
      ].map((hook) => ({ ...hook, timeoutConfiguration: { timeoutInMinutes: 1, action: 'CONTINUE' } })),
    });
    update(test);
    expect(watch(test)).toEqual([
      'PENDING PRE_SCALE_UP 0',
      'IN_PROGRESS PRE_SCALE_UP 0 (1 min)',
      'IN_PROGRESS SCALE_UP 0 (0 min)',
      'IN_PROGRESS POST_SCALE_UP 0 (1 min)',
      'IN_PROGRESS POST_TEST_TRAFFIC_SHIFT 0 (1 min)',
      'IN_PROGRESS PRE_PRODUCTION_TRAFFIC_SHIFT 0 (1 min)',
      'IN_PROGRESS POST_PRODUCTION_TRAFFIC_SHIFT 100 (1 min)',
      'IN_PROGRESS BAKE_TIME 100 (2 min)',
      'IN_PROGRESS CLEAN_UP 100',
    ]);
  });

  it('replaces without shifting traffic where there is no load balancer', () => {
    const test = createTestEcs();
    createWeb(test, { deploymentConfiguration: { strategy: 'BLUE_GREEN' } });
    test.pass(300);
    expect(newest(test).status).toBe('SUCCESSFUL');
    update(test, { taskDefinition: 'app', forceNewDeployment: true });
    test.pass(300);
    expect(newest(test).status).toBe('SUCCESSFUL');
    expect(newest(test).targetServiceRevision.requestedProductionTrafficWeight).toBeUndefined();
  });

  it('keeps both revisions at the desired count, also one whose task is lost', () => {
    const test = steady({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 60 });
    update(test);
    test.pass(300);
    for (const task of test.call('ListTasks', { serviceName: 'web' }).taskArns)
      test.call('StopTask', { task });
    update(test, { desiredCount: 3 });
    test.pass(300);
    expect(web(test).deployments).toMatchObject([{ runningCount: 3 }, { runningCount: 3 }]);
    expect(newest(test)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'BAKE_TIME' });
  });

  it('replaces old tasks that are lost while the start of new ones is held back', () => {
    const test = steady({ strategy: 'BLUE_GREEN' });
    const dockerLabels = { 'local.ecs/fail-pull': 'true' };
    test.call('RegisterTaskDefinition', fargateTask('app', { ...ports, dockerLabels }));
    update(test, { taskDefinition: 'app:3' });
    test.pass(600);
    for (const task of test.call('ListTasks', { serviceName: 'web' }).taskArns)
      test.call('StopTask', { task });
    test.pass(1800);
    expect(newest(test)).toMatchObject({
      status: 'IN_PROGRESS',
      sourceServiceRevisions: [{ runningTaskCount: 2 }],
    });
  });

  it('fails and goes back when a stage lasts longer than a day', () => {
    const test = steady({ strategy: 'BLUE_GREEN' });
    test.call(
      'RegisterTaskDefinition',
      fargateTask('app', { ...ports, dockerLabels: { 'local.ecs/fail-pull': 'true' } }),
    );
    update(test, { taskDefinition: 'app:3' });
    test.pass(86_000);
    expect(newest(test)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'SCALE_UP' });
    test.pass(1000);
    expect(newest(test)).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: expect.stringContaining('timed out'),
    });
    expect(web(test)).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
  });
});
