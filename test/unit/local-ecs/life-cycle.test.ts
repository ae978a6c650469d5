import { describe, expect, it } from 'vitest';
import { createTestEcs, fargateTask, onFargate, type TestEcs } from '../../helpers/local-ecs.ts';

function runOne(test: TestEcs, container: Record<string, unknown> = {}): string {
  test.call('RegisterTaskDefinition', fargateTask('job', container));
  return test.call('RunTask', { taskDefinition: 'job', ...onFargate }).tasks[0].taskArn;
}

/** What these tests read of an event's detail. */
interface TaskDetail {
  readonly version: number;
  readonly lastStatus: string;
  readonly stopCode?: string;
  readonly desiredStatus: string;
  readonly attachments: readonly { readonly status: string }[];
  readonly containers: readonly { readonly exitCode?: number }[];
}

function taskEvents(test: TestEcs): TaskDetail[] {
  return test.events
    .filter((event) => event['detail-type'] === 'ECS Task State Change')
    .map(({ detail }) => detail as unknown as TaskDetail);
}

const describeOne = (test: TestEcs, arn: string) => test.call('DescribeTasks', { tasks: [arn] }).tasks[0];

describe('the life of a task', () => {
  it('walks from PROVISIONING to RUNNING, one event and one version a step', () => {
    const test = createTestEcs();
    runOne(test);
    test.pass(60);
    const steps = taskEvents(test).map((detail) => [
      detail.version,
      detail.lastStatus,
      detail.desiredStatus,
      detail.attachments[0]?.status,
    ]);
    expect(steps).toEqual([
      [1, 'PROVISIONING', 'RUNNING', 'PRECREATED'],
      [2, 'PROVISIONING', 'RUNNING', 'ATTACHING'],
      [3, 'PENDING', 'RUNNING', 'ATTACHED'],
      [4, 'PENDING', 'RUNNING', 'ATTACHED'],
      [5, 'ACTIVATING', 'RUNNING', 'ATTACHED'],
      [6, 'RUNNING', 'RUNNING', 'ATTACHED'],
    ]);
  });

  it('walks from RUNNING to STOPPED', () => {
    const test = createTestEcs();
    const arn = runOne(test);
    test.pass(60);
    test.events.length = 0;
    test.call('StopTask', { task: arn });
    test.pass(60);
    const steps = taskEvents(test).map((detail) => [
      detail.version,
      detail.lastStatus,
      detail.desiredStatus,
      detail.attachments[0]?.status,
    ]);
    expect(steps).toEqual([
      [7, 'RUNNING', 'STOPPED', 'ATTACHED'],
      [8, 'DEACTIVATING', 'STOPPED', 'ATTACHED'],
      [9, 'STOPPING', 'STOPPED', 'ATTACHED'],
      [10, 'DEPROVISIONING', 'STOPPED', 'DETACHING'],
      [11, 'DEPROVISIONING', 'STOPPED', 'DELETED'],
      [12, 'STOPPED', 'STOPPED', 'DELETED'],
    ]);
    expect(taskEvents(test).every(({ stopCode }) => stopCode === 'UserInitiated')).toBe(true);
    expect(taskEvents(test).at(-1)?.containers[0]?.exitCode).toBe(143);
  });

  it.each([1, 10])('takes about 30 s to start and 25 s to stop, divided by speed %i', (speed) => {
    const test = createTestEcs({ speed });
    const arn = runOne(test);
    test.pass(60);
    test.call('StopTask', { task: arn });
    test.pass(60);
    const { createdAt, startedAt, stoppingAt, stoppedAt } = describeOne(test, arn);
    const starting = ((startedAt - createdAt) / 1000) * speed;
    const stopping = ((stoppedAt - stoppingAt) / 1000) * speed;
    expect(starting).toBeGreaterThanOrEqual(29.9);
    expect(starting).toBeLessThanOrEqual(35);
    expect(stopping).toBeCloseTo(25, 0);
  });

  it('puts its moments in order', () => {
    const test = createTestEcs();
    const arn = runOne(test);
    test.pass(60);
    test.call('StopTask', { task: arn });
    test.pass(60);
    const task = describeOne(test, arn);
    const moments = [
      'createdAt',
      'connectivityAt',
      'pullStartedAt',
      'pullStoppedAt',
      'startedAt',
      'stoppingAt',
      'executionStoppedAt',
      'stoppedAt',
    ].map((name) => task[name].getTime());
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
    expect(new Set(moments).size).toBe(moments.length);
  });

  it('that is stopped before it runs never starts and has no exit code', () => {
    const test = createTestEcs();
    const arn = runOne(test);
    test.pass(5);
    test.call('StopTask', { task: arn, reason: 'changed my mind' });
    test.pass(60);
    const task = describeOne(test, arn);
    expect(task).toMatchObject({
      lastStatus: 'STOPPED',
      startedAt: undefined,
      stopCode: 'UserInitiated',
      stoppedReason: 'changed my mind',
    });
    expect(task.containers[0].exitCode).toBeUndefined();
  });

  it('keeps its first reason when it is stopped again', () => {
    const test = createTestEcs();
    const arn = runOne(test);
    test.pass(60);
    test.call('StopTask', { task: arn });
    const events = test.events.length;
    expect(test.call('StopTask', { task: arn, reason: 'again' }).task.stoppedReason).toBe(
      'Task stopped by user',
    );
    expect(test.events).toHaveLength(events);
  });

  it('stays visible for an hour of wall time after it stopped, whatever the speed', () => {
    const test = createTestEcs({ speed: 10 });
    const arn = runOne(test);
    test.pass(10);
    test.call('StopTask', { task: arn });
    test.pass(59 * 60);
    expect(describeOne(test, arn).lastStatus).toBe('STOPPED');
    expect(test.call('ListTasks', { desiredStatus: 'STOPPED' }).taskArns).toEqual([arn]);
    test.pass(2 * 60);
    expect(test.call('DescribeTasks', { tasks: [arn] })).toEqual({
      tasks: [],
      failures: [{ arn, reason: 'MISSING' }],
    });
  });
});
