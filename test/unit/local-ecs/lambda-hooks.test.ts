import { describe, expect, it } from 'vitest';
import { newest, steady, update, web } from '../../helpers/local-strategies.ts';

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
