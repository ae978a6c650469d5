import { describe, expect, it } from 'vitest';
import {
  createTestEcs,
  createWeb,
  fargateTask,
  onFargate,
  refusalOf,
  type TestEcs,
} from '../../helpers/local-ecs.ts';
import { newest, web } from '../../helpers/local-strategies.ts';

const pause = (stage: string, timeoutConfiguration?: Record<string, unknown>) => ({
  targetType: 'PAUSE',
  lifecycleStages: [stage],
  ...(timeoutConfiguration && { timeoutConfiguration }),
});

/** A steady service that begins to roll out its second revision by these hooks. */
function deploy(lifecycleHooks: readonly Record<string, unknown>[], more: Record<string, unknown> = {}) {
  const test = createTestEcs();
  createWeb(test);
  test.pass(300);
  test.call('RegisterTaskDefinition', fargateTask());
  test.events.length = 0;
  test.call('UpdateService', {
    service: 'web',
    taskDefinition: 'app:2',
    deploymentConfiguration: { lifecycleHooks, ...more },
  });
  test.pass(2);
  return test;
}

function act(test: TestEcs, action?: string, at = 0): void {
  const { serviceDeploymentArn, lifecycleHookDetails } = newest(test);
  test.call('ContinueServiceDeployment', {
    serviceDeploymentArn,
    hookId: lifecycleHookDetails[at].hookId,
    action,
  });
}
const hookEvents = (test: TestEcs) =>
  test.events.filter((event) => event['detail-type'] === 'ECS Hook State Change');
const runs = (test: TestEcs) =>
  web(test).deployments.map(({ runningCount }: { runningCount: number }) => runningCount);

describe('a rolling deployment with PAUSE hooks', () => {
  it('waits at its stage until it is continued, and tells of it as ECS does', () => {
    const test = deploy([pause('PRE_SCALE_UP', { timeoutInMinutes: 10 })]);
    test.pass(120);
    const waiting = newest(test);
    expect(waiting).toMatchObject({
      status: 'IN_PROGRESS',
      lifecycleStage: 'PRE_SCALE_UP',
      lifecycleHookDetails: [
        {
          hookId: expect.stringMatching(/^ecs-pause-[\w-]{43}$/),
          targetType: 'PAUSE',
          targetArn: undefined,
          status: 'AWAITING_ACTION',
          timeoutAction: 'ROLLBACK',
        },
      ],
    });
    const [hook] = waiting.lifecycleHookDetails;
    expect(hook.expiresAt - waiting.startedAt).toBe(600_000);
    expect(runs(test)).toEqual([0, 2]);
    const [event] = hookEvents(test);
    const { serviceArn, clusterArn } = web(test);
    expect(event).toMatchObject({ resources: [waiting.serviceDeploymentArn] });
    expect(event?.detail).toEqual({
      eventType: 'INFO',
      eventName: 'HOOK_AWAITING_ACTION',
      hookId: hook.hookId,
      hookType: 'PAUSE',
      expiresAt: hook.expiresAt.toISOString().replace('.000Z', 'Z'),
      lifecycleStage: 'PRE_SCALE_UP',
      clusterArn,
      serviceArn,
      serviceDeploymentArn: waiting.serviceDeploymentArn,
      updatedAt: expect.stringMatching(/^2026-03-01T12:05:01\.\d{9}Z$/),
    });

    act(test);
    test.pass(300);
    expect(newest(test)).toMatchObject({
      status: 'SUCCESSFUL',
      lifecycleHookDetails: [{ status: 'SUCCEEDED' }],
    });
    expect(runs(test)).toEqual([2]);
    expect(hookEvents(test).map(({ detail }) => detail.eventName)).toEqual([
      'HOOK_AWAITING_ACTION',
      'HOOK_SUCCEEDED',
    ]);
  });

  it('goes back when it is told so, and the hook has failed', () => {
    const test = deploy([pause('POST_SCALE_UP')]);
    test.pass(300);
    expect(newest(test)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'POST_SCALE_UP' });
    expect(runs(test)).toEqual([2]);
    act(test, 'ROLLBACK');
    expect(newest(test)).toMatchObject({
      status: 'ROLLBACK_REQUESTED',
      statusReason: 'ECS deployment failed: hook execution failure(s) detected.',
      finishedAt: undefined,
      lifecycleHookDetails: [{ status: 'FAILED' }],
    });
    test.pass(300);
    expect(newest(test)).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL', finishedAt: expect.any(Date) });
    expect(web(test).taskDefinition).toMatch(/app:1$/);
    expect(hookEvents(test).at(-1)?.detail.eventName).toBe('HOOK_FAILED');
  });

  it.each([
    ['ROLLBACK', 'ROLLBACK_SUCCESSFUL'],
    ['CONTINUE', 'SUCCESSFUL'],
  ])('does what its timeout says: %s', (action, status) => {
    const test = deploy([pause('PRE_SCALE_UP', { timeoutInMinutes: 60, action })]);
    test.pass(3590);
    expect(newest(test).status).toBe('IN_PROGRESS');
    test.pass(400);
    expect(newest(test)).toMatchObject({ status, lifecycleHookDetails: [{ status: 'TIMED_OUT' }] });
    expect(hookEvents(test).at(-1)?.detail.eventName).toBe('HOOK_TIMED_OUT');
  });

  it('waits for all hooks of a stage; one that fails is enough to go back', () => {
    const hooks = [pause('PRE_SCALE_UP'), pause('PRE_SCALE_UP')];
    const test = deploy(hooks);
    act(test);
    test.pass(120);
    expect(runs(test)).toEqual([0, 2]);
    act(test, 'CONTINUE', 1);
    test.pass(300);
    expect(newest(test).status).toBe('SUCCESSFUL');

    const other = deploy(hooks);
    act(other, 'ROLLBACK', 1);
    other.pass(60);
    expect(newest(other)).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      lifecycleHookDetails: [{ status: 'AWAITING_ACTION' }, { status: 'FAILED' }],
    });
  });

  it('is continued once, and not when it is over or somebody else took its place', () => {
    const test = deploy([pause('PRE_SCALE_UP'), pause('PRE_SCALE_UP')]);
    const { serviceDeploymentArn, lifecycleHookDetails } = newest(test);
    const [{ hookId }, { hookId: other }] = lifecycleHookDetails;
    const refusal = (input: Record<string, unknown>) =>
      refusalOf(test, 'ContinueServiceDeployment', input)?.name;
    expect(refusal({ serviceDeploymentArn: `${serviceDeploymentArn}x`, hookId })).toBe(
      'ServiceDeploymentNotFoundException',
    );
    expect(refusal({ serviceDeploymentArn, hookId: 'ecs-pause-x' })).toBe('InvalidParameterException');
    expect(refusal({ serviceDeploymentArn, hookId, action: 'ABORT' })).toBe('InvalidParameterException');
    expect(refusal({ serviceDeploymentArn })).toBe('InvalidParameterException');
    test.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId });
    expect(refusal({ serviceDeploymentArn, hookId })).toBe('InvalidParameterException');
    test.call('UpdateService', { service: 'web', forceNewDeployment: true });
    expect(refusal({ serviceDeploymentArn, hookId: other })).toBe('InvalidParameterException');
  });

  it('lets its service keep, scale and replace the old tasks while it waits', () => {
    const test = deploy([pause('PRE_SCALE_UP')]);
    const [task] = test.call('ListTasks', { serviceName: 'web' }).taskArns;
    test.call('StopTask', { task });
    test.call('UpdateService', { service: 'web', desiredCount: 3 });
    test.pass(300);
    expect(runs(test)).toEqual([0, 3]);
    expect(newest(test).status).toBe('IN_PROGRESS');
    test.call('DeleteService', { service: 'web', force: true });
    test.pass(300);
    expect(web(test)).toMatchObject({ status: 'INACTIVE', runningCount: 0 });
  });

  it('can pause the first deployment of a service, which has nothing to go back to', () => {
    const test = createTestEcs();
    createWeb(test, { deploymentConfiguration: { lifecycleHooks: [pause('PRE_SCALE_UP')] } });
    test.pass(60);
    expect(web(test)).toMatchObject({ runningCount: 0, pendingCount: 0 });
    act(test, 'ROLLBACK');
    test.pass(60);
    expect(newest(test).status).toBe('STOPPED');
  });

  it('shows its stage to the page', () => {
    const test = deploy([pause('PRE_SCALE_UP')]);
    expect(test.ecs.snapshot().clusters[0]?.services[0]?.lifecycleStage).toBe('PRE_SCALE_UP');
  });
});

describe('bake time', () => {
  it('delays the end of a rolling deployment, which can be stopped meanwhile', () => {
    const test = deploy([], { bakeTimeInMinutes: 10 });
    test.pass(300);
    expect(newest(test)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'BAKE_TIME' });
    test.pass(600);
    expect(newest(test).status).toBe('SUCCESSFUL');
  });
});

describe('a deployment with alarms', () => {
  const alarms = (rollback: boolean) => ({
    bakeTimeInMinutes: 30,
    alarms: { alarmNames: ['errors', 'latency'], enable: true, rollback },
  });

  it('goes back when one of them rings', () => {
    const test = deploy([], alarms(true));
    test.pass(300);
    expect(newest(test).alarms).toEqual({ status: 'MONITORING', alarmNames: ['errors', 'latency'] });
    test.ecs.setAlarm('errors', 'ALARM');
    test.pass(10);
    expect(newest(test)).toMatchObject({
      status: 'ROLLBACK_IN_PROGRESS',
      statusReason: 'ECS deployment failed: alarm detected.',
      alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['errors'] },
    });
    test.pass(300);
    expect(newest(test).status).toBe('ROLLBACK_SUCCESSFUL');
  });

  it('stops where no rollback is wanted', () => {
    const test = deploy([], alarms(false));
    test.ecs.setAlarm('errors', 'ALARM');
    test.pass(300);
    expect(newest(test)).toMatchObject({ status: 'STOPPED', alarms: { status: 'TRIGGERED' } });
    expect(web(test).taskDefinition).toMatch(/app:2$/);
  });

  it('ignores those that rang already, those of other services, and those that are off', () => {
    const test = createTestEcs();
    createWeb(test);
    test.pass(300);
    test.ecs.setAlarm('errors', 'ALARM');
    test.call('UpdateService', {
      service: 'web',
      forceNewDeployment: true,
      deploymentConfiguration: alarms(true),
    });
    test.ecs.setAlarm('other', 'ALARM');
    test.pass(2400);
    expect(newest(test)).toMatchObject({ status: 'SUCCESSFUL', alarms: { status: 'MONITORING_COMPLETE' } });
    const off = { alarms: { alarmNames: ['latency'], enable: false, rollback: true } };
    test.call('UpdateService', { service: 'web', forceNewDeployment: true, deploymentConfiguration: off });
    test.ecs.setAlarm('latency', 'ALARM');
    test.pass(2400);
    expect(newest(test)).toMatchObject({ status: 'SUCCESSFUL', alarms: { status: 'DISABLED' } });
  });
});

describe('lifecycle hooks that ECS refuses', () => {
  const lambda = {
    hookTargetArn: 'arn:aws:lambda:eu-west-1:123456789012:function:check',
    roleArn: 'arn:aws:iam::123456789012:role/hook',
    lifecycleStages: ['POST_SCALE_UP'],
  };
  const many = (hook: object, count: number) => Array.from({ length: count }, () => hook);

  it.each([
    ['a stage that a rollback passes too', [pause('TEST_TRAFFIC_SHIFT')], /TEST_TRAFFIC_SHIFT/],
    ['the other one', [pause('PRODUCTION_TRAFFIC_SHIFT')], /PRODUCTION_TRAFFIC_SHIFT/],
    ['a stage without hooks', [pause('BAKE_TIME')], /lifecycleStages should be one of/],
    ['no stage', [{ targetType: 'PAUSE' }], /at least one stage/],
    ['a type that is none', [{ ...pause('PRE_SCALE_UP'), targetType: 'SNS' }], /targetType should be one of/],
    ['no minute', [pause('PRE_SCALE_UP', { timeoutInMinutes: 0 })], /between 1 and 20160/],
    ['more than 14 days', [pause('PRE_SCALE_UP', { timeoutInMinutes: 20_161 })], /between 1 and 20160/],
    ['another action', [pause('PRE_SCALE_UP', { action: 'STOP' })], /action should be one of/],
    ['a pause with a target', [{ ...lambda, targetType: 'PAUSE' }], /not valid for PAUSE hooks/],
    ['eleven pauses', many(pause('PRE_SCALE_UP'), 11), /at most 10 PAUSE hooks/],
    ['eleven functions', many(lambda, 11), /at most 10 AWS_LAMBDA hooks/],
    ['no function', [{ ...lambda, hookTargetArn: undefined }], /ARN of a Lambda function/],
    ['what is no function', [{ ...lambda, hookTargetArn: 'arn:aws:sns:eu-west-1:1:x' }], /ARN of a Lambda/],
    ['no role', [{ ...lambda, roleArn: undefined }], /roleArn is required/],
    [
      'a day and more for a function',
      [{ ...lambda, timeoutConfiguration: { timeoutInMinutes: 1441 } }],
      /1440/,
    ],
  ])('%s', (_, lifecycleHooks, message) => {
    const test = createTestEcs();
    createWeb(test);
    const asked = { deploymentConfiguration: { lifecycleHooks } };
    const update = refusalOf(test, 'UpdateService', { service: 'web', ...asked });
    expect(update?.name).toBe('InvalidParameterException');
    expect(update?.message).toMatch(message);
    const other = { serviceName: 'other', taskDefinition: 'app', desiredCount: 1, ...onFargate, ...asked };
    expect(refusalOf(test, 'CreateService', other)?.message).toMatch(message);
  });

  it('but ten of each, with their defaults, until an empty list takes them away', () => {
    const test = createTestEcs();
    createWeb(test);
    const hooks = [...many(pause('PRE_SCALE_UP'), 10), ...many(lambda, 10)];
    const update = (lifecycleHooks: object[]) =>
      test.call('UpdateService', { service: 'web', deploymentConfiguration: { lifecycleHooks } }).service
        .deploymentConfiguration.lifecycleHooks;
    const kept = update(hooks);
    expect(kept[0]).toEqual({
      ...pause('PRE_SCALE_UP'),
      timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' },
    });
    expect(kept[10]).toMatchObject({ targetType: 'AWS_LAMBDA' });
    expect(update([])).toBeUndefined();
  });
});
