import { describe, expect, it } from 'vitest';
import { createTestEcs, createWeb, fargateTask, type TestEcs } from '../../helpers/local-ecs.ts';

const web = (test: TestEcs) => test.call('DescribeServices', { services: ['web'] }).services[0];
const running = (test: TestEcs): string[] => test.call('ListTasks', { serviceName: 'web' }).taskArns;
const stopped = (test: TestEcs) =>
  test.call('DescribeTasks', {
    tasks: test.call('ListTasks', { serviceName: 'web', desiredStatus: 'STOPPED' }).taskArns,
  }).tasks;
const failedPlacements = (test: TestEcs) =>
  test.events.filter(({ detail }) => detail.eventName === 'SERVICE_TASK_PLACEMENT_FAILURE');
const messages = (test: TestEcs): string[] =>
  web(test).events.map(({ message }: { message: string }) => message);

function steadyWeb(
  service: Record<string, unknown> = {},
  container: Record<string, unknown> = {},
  options: Parameters<typeof createTestEcs>[0] = {},
): TestEcs {
  const test = createTestEcs(options);
  createWeb(test, service, container);
  test.pass(300);
  test.events.length = 0;
  return test;
}

describe('a service in trouble', () => {
  it('replaces a task whose container exits', () => {
    const test = createTestEcs();
    createWeb(test, { desiredCount: 1 }, { dockerLabels: { 'local.ecs/exit-after-seconds': '30' } });
    test.pass(300);
    expect(stopped(test).length).toBeGreaterThanOrEqual(3);
    for (const task of stopped(test)) expect(task.stopCode).toBe('EssentialContainerExited');
    // Tasks that ran and then died are never held back.
    expect(messages(test).join()).not.toContain('unable to consistently start');
  });

  it('replaces an unhealthy task', () => {
    const test = createTestEcs();
    createWeb(
      test,
      { desiredCount: 1 },
      { healthCheck: { command: ['CMD', 'false'] }, dockerLabels: { 'local.ecs/health': 'UNHEALTHY' } },
    );
    test.pass(150);
    expect(running(test)).toHaveLength(2);
    test.pass(600);
    expect(web(test).deployments[0].rolloutState).toBe('IN_PROGRESS');
    expect(web(test).deployments[0].failedTasks).toBeGreaterThan(1);
    expect(messages(test).join()).toContain(
      `(service web) (task ${stopped(test)[0].taskArn.split('/')[2]}) failed container health checks.`,
    );
    for (const task of stopped(test)) {
      expect(task).toMatchObject({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed container health checks',
      });
    }
  });

  it('holds back starts that never reach RUNNING, says so once, and tries again after an update', () => {
    const test = createTestEcs();
    createWeb(test, { desiredCount: 1 }, { dockerLabels: { 'local.ecs/fail-pull': 'true' } });
    test.pass(3600);
    const attempts = web(test).deployments[0].failedTasks;
    expect(attempts).toBeGreaterThan(4);
    expect(attempts).toBeLessThan(15);
    const impaired = test.events.filter(({ detail }) => detail.eventName === 'SERVICE_TASK_START_IMPAIRED');
    expect(impaired).toHaveLength(1);
    expect(impaired[0]?.detail.eventType).toBe('WARN');
    expect(messages(test).filter((text) => text.includes('is unable to consistently start'))).toHaveLength(1);
    test.call('RegisterTaskDefinition', fargateTask('app'));
    test.call('UpdateService', { service: 'web', taskDefinition: 'app' });
    test.pass(200);
    expect(web(test)).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] });
  });

  it('without capacity says so once and stays where it is', () => {
    const test = createTestEcs();
    createWeb(test, { launchType: 'EC2' });
    test.pass(600);
    expect(web(test)).toMatchObject({ runningCount: 0, pendingCount: 0 });
    expect(messages(test)).toHaveLength(1);
    expect(messages(test)[0]).toContain('No Container Instances were found in your cluster.');
    expect(failedPlacements(test)).toMatchObject([
      { detail: { eventType: 'ERROR', clusterArn: web(test).clusterArn } },
    ]);
    expect(failedPlacements(test)[0]?.resources).toEqual([web(test).serviceArn]);
  });

  it('launches in batches, and not more than the account may run', () => {
    const test = createTestEcs();
    createWeb(test, { desiredCount: 2_000_000_000 });
    test.pass(1);
    expect(web(test).pendingCount).toBe(20);
    test.pass(600);
    expect(web(test).runningCount).toBe(250);
    const limit = "You've reached the limit on the number of tasks you can run concurrently.";
    expect(messages(test).filter((text) => text.endsWith(limit))).toHaveLength(1);
    expect(failedPlacements(test)).toMatchObject([
      { detail: { eventType: 'ERROR', reason: 'RESOURCE:FARGATE' } },
    ]);
    test.call('UpdateService', { service: 'web', desiredCount: 1 });
    test.pass(600);
    expect(web(test)).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] });
  });

  it('keeps the newest 100 events', () => {
    const test = steadyWeb({ desiredCount: 1 });
    for (let round = 0; round < 60; round += 1) {
      test.call('StopTask', { task: running(test)[0] });
      test.pass(60);
    }
    expect(web(test).events).toHaveLength(100);
    expect(web(test).events[0].createdAt > web(test).events[99].createdAt).toBe(true);
  });
});
