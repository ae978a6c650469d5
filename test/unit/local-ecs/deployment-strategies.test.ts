import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createTestEcs,
  createWeb,
  fargateTask,
  onFargate,
  refusalOf,
  type TestEcs,
} from '../../helpers/local-ecs.ts';

const advancedConfiguration = {
  alternateTargetGroupArn: 'tg-b',
  productionListenerRule: 'rule',
  testListenerRule: 'test-rule',
  roleArn: 'arn:aws:iam::123456789012:role/infrastructure',
};
const loadBalancers = [
  { targetGroupArn: 'tg-a', containerName: 'app', containerPort: 80, advancedConfiguration },
];
const ports = { portMappings: [{ containerPort: 80 }] };
const pause = (...lifecycleStages: string[]) => ({ targetType: 'PAUSE', lifecycleStages });

/** A steady service with this deployment configuration, and the weights that its listener rule was given. */
function steady(deploymentConfiguration: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const weights: string[] = [];
  const targetGroups = {
    url: '',
    errors: () => ({}),
    register() {},
    deregister: (_: string, __: string, drained: () => void) => drained(),
    health: () => undefined,
    setWeights: (rule: string, groups: readonly { targetGroupArn: string; weight: number }[]) =>
      void weights.push(`${rule}: ${groups.map((one) => `${one.targetGroupArn} ${one.weight}`).join(', ')}`),
  };
  const test = createTestEcs({ targetGroups, ...more });
  createWeb(test, { loadBalancers, deploymentConfiguration }, ports);
  test.pass(600);
  test.call('RegisterTaskDefinition', fargateTask('app', ports));
  test.events.length = 0;
  return { ...test, weights };
}

const update = (test: TestEcs, more: Record<string, unknown> = {}) =>
  test.call('UpdateService', { service: 'web', taskDefinition: 'app:2', ...more });
const web = (test: TestEcs) => test.call('DescribeServices', { services: ['web'] }).services[0];
function newest(test: TestEcs) {
  const [{ serviceDeploymentArn }] = test.call('ListServiceDeployments', {
    service: 'web',
  }).serviceDeployments;
  return test.call('DescribeServiceDeployments', { serviceDeploymentArns: [serviceDeploymentArn] })
    .serviceDeployments[0];
}
function act(test: TestEcs, action = 'CONTINUE'): string {
  const { serviceDeploymentArn, lifecycleHookDetails } = newest(test);
  const [{ hookId }] = lifecycleHookDetails;
  test.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId, action });
  return hookId;
}

/** The stages that a deployment passes, with the target's share of production traffic in each, and how long each lasted in minutes. */
function watch(test: TestEcs, until = 1800): string[] {
  const seen: { what: string; seconds: number }[] = [];
  for (let second = 0; second < until; second += 1) {
    const { status, lifecycleStage, targetServiceRevision } = newest(test);
    const what = `${status} ${lifecycleStage} ${targetServiceRevision.requestedProductionTrafficWeight}`;
    const last = seen.at(-1);
    if (last?.what === what) last.seconds += 1;
    else seen.push({ what, seconds: 1 });
    test.pass(1);
  }
  return seen
    .slice(0, -1)
    .flatMap(({ what, seconds }) => (seconds < 30 ? what : `${what} (${Math.floor(seconds / 60)} min)`));
}

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

describe('CANARY and LINEAR', () => {
  it('CANARY shifts a share, bakes, and then shifts the rest', () => {
    const test = steady({
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 4 },
      bakeTimeInMinutes: 3,
    });
    update(test);
    expect(watch(test)).toEqual([
      'PENDING PRE_SCALE_UP 0',
      'IN_PROGRESS SCALE_UP 0 (0 min)',
      'IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT 10 (4 min)',
      'IN_PROGRESS BAKE_TIME 100 (3 min)',
      'IN_PROGRESS CLEAN_UP 100',
    ]);
    const [event] = test.events.filter(({ detail }) => detail.eventName === 'SERVICE_DEPLOYMENT_COMPLETED');
    expect(event?.detail.deploymentId).toBe(web(test).deployments[0].id);
  });

  it('LINEAR shifts equal steps, the last of which does not bake', () => {
    const test = steady({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 30, stepBakeTimeInMinutes: 2 },
    });
    update(test);
    expect(watch(test)).toEqual([
      'PENDING PRE_SCALE_UP 0',
      'IN_PROGRESS SCALE_UP 0 (0 min)',
      'IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT 30 (2 min)',
      'IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT 60 (2 min)',
      'IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT 90 (2 min)',
      'IN_PROGRESS CLEAN_UP 100',
    ]);
  });

  it('pause before each step, at a new hook each time', () => {
    const test = steady({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1 },
      lifecycleHooks: [pause('PRE_PRODUCTION_TRAFFIC_SHIFT')],
    });
    // The first deployment of the service paused too.
    const first = act(test);
    test.pass(300);
    update(test);
    test.pass(300);
    expect(newest(test)).toMatchObject({
      lifecycleStage: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
      status: 'IN_PROGRESS',
    });
    expect(newest(test).targetServiceRevision.requestedProductionTrafficWeight).toBe(0);
    const second = act(test);
    test.pass(300);
    expect(newest(test).targetServiceRevision.requestedProductionTrafficWeight).toBe(50);
    expect(newest(test).lifecycleStage).toBe('PRE_PRODUCTION_TRAFFIC_SHIFT');
    const third = act(test);
    expect(new Set([first, second, third]).size).toBe(3);
    test.pass(300);
    expect(newest(test).status).toBe('SUCCESSFUL');
  });

  it('have the defaults of ECS', () => {
    expect(web(steady({ strategy: 'CANARY' })).deploymentConfiguration.canaryConfiguration).toEqual({
      canaryPercent: 5,
      canaryBakeTimeInMinutes: 10,
    });
    const linear = steady({ strategy: 'LINEAR' });
    expect(web(linear).deploymentConfiguration.linearConfiguration).toEqual({
      stepPercent: 10,
      stepBakeTimeInMinutes: 6,
    });
    update(linear, { deploymentConfiguration: { strategy: 'BLUE_GREEN' } });
    expect(web(linear).deploymentConfiguration.linearConfiguration).toBeUndefined();
  });
});

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

describe('Lambda hooks', () => {
  const lambda = (...lifecycleStages: string[]) => ({
    hookTargetArn: 'arn:aws:lambda:eu-west-1:123456789012:function:check',
    roleArn: 'arn:aws:iam::123456789012:role/hook',
    lifecycleStages,
  });
  const hooked = (...stages: string[]) => ({
    strategy: 'BLUE_GREEN',
    lifecycleHooks: [{ ...lambda(...stages), hookDetails: { bucket: 'b' } }],
  });

  it('succeed where the world has no function', () => {
    const test = steady(hooked('POST_SCALE_UP'));
    update(test);
    test.pass(400);
    expect(newest(test)).toMatchObject({
      status: 'SUCCESSFUL',
      lifecycleHookDetails: [
        { targetType: 'AWS_LAMBDA', targetArn: lambda().hookTargetArn, status: 'SUCCEEDED' },
      ],
    });
    expect(
      test.events
        .filter((event) => event['detail-type'] === 'ECS Hook State Change')
        .map(({ detail }) => [detail.eventName, detail.hookType]),
    ).toEqual([
      ['HOOK_IN_PROGRESS', 'AWS_LAMBDA'],
      ['HOOK_SUCCEEDED', 'AWS_LAMBDA'],
    ]);
  });

  it('get what ECS sends them, are asked again, and may fail the deployment', async () => {
    const calls: unknown[] = [];
    const answers = [
      { hookStatus: 'SUCCEEDED' },
      { hookStatus: 'IN_PROGRESS', callBackDelay: 60, hookDetails: { asked: 1 } },
      { hookStatus: 'FAILED' },
      { hookStatus: 'SUCCEEDED' },
    ];
    const invokeHook = (_: string, call: unknown) => {
      calls.push(call);
      return answers[calls.length - 1];
    };
    const test = steady(hooked('PRODUCTION_TRAFFIC_SHIFT'), { invokeHook });
    update(test);
    test.pass(400);
    const { serviceDeploymentArn, targetServiceRevision, sourceServiceRevisions } = newest(test);
    const call = (weight: number, more: object = {}) => ({
      executionId: expect.any(String),
      lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT',
      resourceArn: serviceDeploymentArn,
      executionDetails: {
        serviceArn: web(test).serviceArn,
        targetServiceRevisionArn: targetServiceRevision.arn,
        testTrafficWeights: {},
        productionTrafficWeights: {
          [targetServiceRevision.arn]: weight,
          [sourceServiceRevisions[0].arn]: 100 - weight,
        },
      },
      hookDetails: { bucket: 'b', ...more },
    });
    // The last one is the rollback's.
    expect(calls.slice(1)).toEqual([call(100), call(100, { asked: 1 }), call(0)]);
    expect(newest(test).status).toBe('ROLLBACK_SUCCESSFUL');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['answers nothing', () => undefined],
    ['answers nonsense', () => 'SUCCEEDED'],
  ])('fail the deployment where the function %s', (_, answer) => {
    let count = 0;
    const test = steady(hooked('PRE_SCALE_UP'), {
      invokeHook: () => (count++ === 0 ? { hookStatus: 'SUCCEEDED' } : answer()),
    });
    update(test);
    test.pass(60);
    expect(newest(test)).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      lifecycleHookDetails: [{ status: 'FAILED' }],
    });
  });

  it('may answer with a promise', async () => {
    const test = steady(hooked('PRE_SCALE_UP'), { invokeHook: async () => ({ hookStatus: 'SUCCEEDED' }) });
    await Promise.resolve();
    test.pass(300);
    update(test);
    test.pass(30);
    expect(newest(test).lifecycleHookDetails).toMatchObject([{ status: 'IN_PROGRESS' }]);
    await Promise.resolve();
    test.pass(300);
    expect(newest(test).status).toBe('SUCCESSFUL');
  });
});

describe('strategies that ECS refuses', () => {
  const with_ = (strategy: string, more: Record<string, unknown> = {}) => ({
    deploymentConfiguration: { strategy, ...more },
  });
  const plain = [{ ...loadBalancers[0], advancedConfiguration: undefined }];
  const half = (left: string) => [
    { ...loadBalancers[0], advancedConfiguration: { ...advancedConfiguration, [left]: undefined } },
  ];
  const same = [
    {
      ...loadBalancers[0],
      advancedConfiguration: { ...advancedConfiguration, alternateTargetGroupArn: 'tg-a' },
    },
  ];
  const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };

  it.each([
    ['an unknown one', with_('RED_BLACK'), /strategy should be one of/],
    ['LINEAR without a load balancer', with_('LINEAR'), /LINEAR deployment strategy needs a load balancer/],
    ['CANARY without one', with_('CANARY'), /CANARY deployment strategy needs a load balancer/],
    [
      'LINEAR with half of one',
      { ...with_('LINEAR'), loadBalancers: plain },
      /^advancedConfiguration field is required for all loadBalancers when using the linear deployment strategy$/,
    ],
    [
      'no production rule',
      { ...with_('BLUE_GREEN'), loadBalancers: half('productionListenerRule') },
      /productionListenerRule/,
    ],
    [
      'no alternate group',
      { ...with_('BLUE_GREEN'), loadBalancers: half('alternateTargetGroupArn') },
      /alternateTargetGroupArn/,
    ],
    ['no role', { ...with_('CANARY'), loadBalancers: half('roleArn') }, /roleArn/],
    ['one group twice', { ...with_('CANARY'), loadBalancers: same }, /another target group/],
    ['a circuit breaker', { ...with_('CANARY', breaker), loadBalancers }, /circuit breaker/],
    [
      'steps with BLUE_GREEN',
      with_('BLUE_GREEN', { linearConfiguration: { stepPercent: 10 } }),
      /linearConfiguration is only valid/,
    ],
    [
      'a canary with LINEAR',
      {
        ...with_('LINEAR', { canaryConfiguration: {}, linearConfiguration: { stepPercent: 5 } }),
        loadBalancers,
      },
      /canaryConfiguration is only valid/,
    ],
    [
      'small steps',
      { ...with_('LINEAR', { linearConfiguration: { stepPercent: 2.9 } }), loadBalancers },
      /between 3 and 100/,
    ],
    [
      'odd steps',
      { ...with_('LINEAR', { linearConfiguration: { stepPercent: 3.14 } }), loadBalancers },
      /multiple of 0.1/,
    ],
    [
      'a tiny canary',
      { ...with_('CANARY', { canaryConfiguration: { canaryPercent: 0.01 } }), loadBalancers },
      /between 0.1 and 100/,
    ],
    [
      'two days to bake',
      { ...with_('CANARY', { bakeTimeInMinutes: 1441 }), loadBalancers },
      /between 0 and 1440/,
    ],
  ])('%s', (_, asked, message) => {
    const test = createTestEcs();
    createWeb(test, {}, ports);
    const service = { serviceName: 'other', taskDefinition: 'app', desiredCount: 1, ...onFargate, ...asked };
    const refusals = [
      refusalOf(test, 'CreateService', service),
      refusalOf(test, 'UpdateService', { service: 'web', ...asked }),
    ];
    for (const refusal of refusals) {
      expect(refusal?.message).toMatch(message);
    }
  });
});

it('whatever happens to a deployment, its service ends with one revision that has all tasks and all traffic', () => {
  const strategies = fc.constantFrom('BLUE_GREEN', 'CANARY', 'LINEAR', 'ROLLING');
  const steps = fc.array(
    fc.tuple(
      fc.constantFrom('update', 'stop', 'continue', 'rollback', 'alarm', 'lose', 'scale', 'wait'),
      fc.integer({ min: 1, max: 400 }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(strategies, steps, (strategy, what) => {
      const test = steady({
        strategy,
        bakeTimeInMinutes: 2,
        lifecycleHooks: [
          {
            ...pause('PRE_SCALE_UP', 'PRE_PRODUCTION_TRAFFIC_SHIFT'),
            timeoutConfiguration: { timeoutInMinutes: 3, action: 'CONTINUE' },
          },
        ],
        alarms: { alarmNames: ['errors'], enable: true, rollback: true },
      });
      test.pass(600);
      for (const [step, seconds] of what) {
        const { serviceDeploymentArn, status, lifecycleHookDetails = [] } = newest(test);
        const hook = lifecycleHookDetails.find(
          ({ status: is }: { status: string }) => is === 'AWAITING_ACTION',
        );
        const isOpen = hook !== undefined && status === 'IN_PROGRESS';
        if (step === 'update') update(test, { forceNewDeployment: true });
        if (step === 'stop' && /^(PENDING|IN_PROGRESS)$/.test(status))
          test.call('StopServiceDeployment', { serviceDeploymentArn });
        if (step === 'continue' && isOpen)
          test.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId: hook.hookId });
        if (step === 'rollback' && isOpen)
          test.call('ContinueServiceDeployment', {
            serviceDeploymentArn,
            hookId: hook.hookId,
            action: 'ROLLBACK',
          });
        if (step === 'alarm') test.ecs.setAlarm('errors', seconds % 2 === 0 ? 'OK' : 'ALARM');
        if (step === 'lose')
          for (const task of test.call('ListTasks', { serviceName: 'web' }).taskArns.slice(0, 2))
            test.call('StopTask', { task });
        if (step === 'scale') update(test, { desiredCount: seconds % 4, taskDefinition: undefined });
        test.pass(seconds);
      }
      test.pass(20_000);
      const service = web(test);
      expect(service.deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED' }]);
      expect(service.runningCount).toBe(service.desiredCount);
      if (strategy === 'ROLLING') return;
      const [revision] = service.currentServiceRevisions;
      const { serviceRevisions } = test.call('DescribeServiceRevisions', {
        serviceRevisionArns: [revision.arn],
      });
      const { targetGroupArn } = serviceRevisions[0].resolvedConfiguration.loadBalancers[0];
      expect(test.weights.at(-1)).toContain(`${targetGroupArn} 100`);
    }),
    { numRuns: 30 },
  );
});
