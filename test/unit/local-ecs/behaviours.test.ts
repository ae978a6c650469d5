import { describe, expect, it } from 'vitest';
import { createTestEcs, fargateTask, onFargate, registry, type TestEcs } from '../../helpers/local-ecs.ts';

function run(test: TestEcs, container: Record<string, unknown>): () => ReturnType<TestEcs['call']> {
  test.call('RegisterTaskDefinition', fargateTask('job', container));
  const { taskArn } = test.call('RunTask', { taskDefinition: 'job', ...onFargate }).tasks[0];
  return () => test.call('DescribeTasks', { tasks: [taskArn] }).tasks[0];
}

const labels = (of: Record<string, string>) => ({
  dockerLabels: Object.fromEntries(Object.entries(of).map(([name, value]) => [`local.ecs/${name}`, value])),
});

describe('what a task definition can ask for', () => {
  it('start-seconds: slow from the end of the pull to RUNNING', () => {
    const test = createTestEcs();
    const task = run(test, labels({ 'start-seconds': '120' }));
    test.pass(300);
    const { pullStoppedAt, startedAt } = task();
    expect((startedAt - pullStoppedAt) / 1000).toBeGreaterThanOrEqual(120);
    expect((startedAt - pullStoppedAt) / 1000).toBeLessThan(140);
  });

  it('exit-after-seconds and exit-code: an essential container ends its task', () => {
    const test = createTestEcs();
    const task = run(test, labels({ 'exit-after-seconds': '20', 'exit-code': '3' }));
    test.pass(120);
    expect(task()).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 3, lastStatus: 'STOPPED' }],
    });
    expect(task().stoppingAt - task().startedAt).toBe(20_000);
  });

  it('oom: exit 137 with the reason on the container', () => {
    const test = createTestEcs();
    const task = run(test, labels({ oom: 'true' }));
    test.pass(120);
    expect(task().containers[0]).toMatchObject({
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    });
  });

  it('fail-pull: the task fails to start', () => {
    const test = createTestEcs();
    const task = run(test, labels({ 'fail-pull': 'i/o timeout' }));
    test.pass(120);
    expect(task()).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart' });
    expect(task().stoppedReason).toMatch(/^CannotPullContainerError: .*nginx:1\.27: i\/o timeout$/);
    expect(task().startedAt).toBeUndefined();
    expect(task().pullStartedAt).toBeInstanceOf(Date);
    expect(task().containers[0].exitCode).toBeUndefined();
  });

  it("a tag that this account's ECR does not have: the same", () => {
    const test = createTestEcs({ resolveImage: () => undefined });
    const task = run(test, { image: `${registry}/app:gone` });
    test.pass(120);
    expect(task().stoppedReason).toMatch(/^CannotPullContainerError: .*app:gone: not found$/);
  });

  it('ignore-sigterm: killed after stopTimeout with 137', () => {
    const test = createTestEcs();
    const task = run(test, { ...labels({ 'ignore-sigterm': 'true' }), stopTimeout: 60 });
    test.pass(60);
    test.call('StopTask', { task: task().taskArn });
    test.pass(120);
    expect(task().containers[0].exitCode).toBe(137);
    expect(task().executionStoppedAt - task().stoppingAt).toBeGreaterThanOrEqual(60_000);
  });

  it('a health check: UNKNOWN until its first answer, then HEALTHY, without an event', () => {
    const test = createTestEcs();
    const task = run(test, { healthCheck: { command: ['CMD', 'true'], interval: 15 } });
    test.pass(40);
    expect(task()).toMatchObject({ lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' });
    const { version } = task();
    test.pass(15);
    expect(task()).toMatchObject({ healthStatus: 'HEALTHY', version });
    expect(test.events.at(-1)?.detail).toMatchObject({ lastStatus: 'RUNNING', version });
  });

  it('health UNHEALTHY: the task runs on, as nobody replaces it', () => {
    const test = createTestEcs();
    const task = run(test, {
      healthCheck: { command: ['CMD', 'false'] },
      ...labels({ health: 'UNHEALTHY' }),
    });
    test.pass(600);
    expect(task()).toMatchObject({ lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' });
  });
});
