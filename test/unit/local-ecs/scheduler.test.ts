import { describe, expect, it } from 'vitest';
import {
  createTestEcs,
  createWeb,
  fargateTask,
  onFargate,
  registry,
  type TestEcs,
} from '../../helpers/local-ecs.ts';

const web = (test: TestEcs) => test.call('DescribeServices', { services: ['web'] }).services[0];
const running = (test: TestEcs): string[] => test.call('ListTasks', { serviceName: 'web' }).taskArns;
const stopped = (test: TestEcs) =>
  test.call('DescribeTasks', {
    tasks: test.call('ListTasks', { serviceName: 'web', desiredStatus: 'STOPPED' }).taskArns,
  }).tasks;
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

describe('a service', () => {
  it('reaches its desired count, completes its deployment and is steady', () => {
    const test = steadyWeb();
    expect(web(test)).toMatchObject({
      runningCount: 2,
      pendingCount: 0,
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2, failedTasks: 0 }],
    });
    expect(messages(test).slice(0, 2)).toEqual([
      '(service web) has reached a steady state.',
      `(service web) (deployment ${web(test).deployments[0].id}) deployment completed.`,
    ]);
    expect(messages(test).at(-1)).toMatch(
      /^\(service web\) has started 2 tasks: \(task \w{32}\) \(task \w{32}\)\.$/,
    );
  });

  it('replaces a stopped task and is healed before the deployment rule of 40 seconds', () => {
    const test = steadyWeb();
    const [task] = running(test);
    test.call('StopTask', { task });
    test.pass(40);
    expect(web(test).runningCount).toBe(2);
    expect(running(test)).not.toContain(task);
    expect(messages(test)[0]).toBe('(service web) has reached a steady state.');
  });

  it('counts a deployment as complete only 40 seconds after its tasks run', () => {
    const test = createTestEcs();
    createWeb(test);
    test.pass(60);
    expect(web(test)).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'IN_PROGRESS' }] });
    test.pass(30);
    expect(web(test).deployments[0].rolloutState).toBe('COMPLETED');
  });

  it('scales without a deployment, and tells scaled-in tasks why', () => {
    const test = steadyWeb();
    const [{ id }] = web(test).deployments;
    test.call('UpdateService', { service: 'web', desiredCount: 4 });
    test.pass(120);
    expect(web(test)).toMatchObject({ runningCount: 4, deployments: [{ id }] });
    test.call('UpdateService', { service: 'web', desiredCount: 1 });
    test.pass(120);
    expect(web(test)).toMatchObject({ runningCount: 1, deployments: [{ id }] });
    expect(stopped(test)).toHaveLength(3);
    for (const task of stopped(test)) {
      expect(task).toMatchObject({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: `Scaling activity initiated by (deployment ${id})`,
      });
    }
    expect(test.events.map((event) => event['detail-type'])).not.toContain('ECS Deployment State Change');
  });

  it('rolls out a new revision and keeps serving meanwhile', () => {
    const test = steadyWeb();
    const old = running(test);
    test.call('RegisterTaskDefinition', fargateTask('app', { image: 'nginx:1.28' }));
    const { deployments } = test.call('UpdateService', { service: 'web', taskDefinition: 'app' }).service;
    expect(deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', desiredCount: 2, runningCount: 0 },
      { status: 'ACTIVE', rolloutState: 'COMPLETED', desiredCount: 2, runningCount: 2 },
    ]);
    for (let second = 0; second < 200; second += 1) {
      test.pass(1);
      expect(web(test).runningCount).toBeGreaterThanOrEqual(2);
    }
    expect(web(test).deployments).toMatchObject([{ id: deployments[0].id, rolloutState: 'COMPLETED' }]);
    expect(running(test).filter((arn) => old.includes(arn))).toEqual([]);
  });

  it('deploys anew by force, with the digest that the tag has by then', () => {
    let digest = 'sha256:one';
    const test = steadyWeb({}, { image: `${registry}/app:1` }, { resolveImage: () => ({ digest }) });
    const digests = () =>
      test
        .call('DescribeTasks', { tasks: running(test) })
        .tasks.map((task: { containers: { imageDigest: string }[] }) => task.containers[0]?.imageDigest);
    digest = 'sha256:two';
    test.call('StopTask', { task: running(test)[0] });
    test.pass(120);
    expect(digests()).toEqual(['sha256:one', 'sha256:one']);
    test.call('UpdateService', { service: 'web', forceNewDeployment: true });
    test.pass(200);
    expect(digests()).toEqual(['sha256:two', 'sha256:two']);
    const [revision] = test.call('DescribeServiceRevisions', {
      serviceRevisionArns: [web(test).currentServiceRevisions[0].arn],
    }).serviceRevisions;
    expect(revision.containerImages).toEqual([
      { containerName: 'app', image: `${registry}/app:1`, imageDigest: 'sha256:two' },
    ]);
  });

  it('starts no deployment when the revision stays the same', () => {
    const test = steadyWeb();
    const [{ id }] = web(test).deployments;
    test.call('UpdateService', { service: 'web', taskDefinition: 'app:1' });
    expect(web(test).deployments).toMatchObject([{ id }]);
  });

  it('registers and drains targets with a load balancer', () => {
    const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1';
    const test = steadyWeb(
      { desiredCount: 1, loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }] },
      { portMappings: [{ containerPort: 80 }] },
    );
    test.call('UpdateService', { service: 'web', desiredCount: 0 });
    test.pass(120);
    expect(messages(test)).toEqual(
      expect.arrayContaining([
        `(service web) registered 1 targets in (target-group ${targetGroupArn}).`,
        `(service web) deregistered 1 targets in (target-group ${targetGroupArn}).`,
        '(service web) has begun draining connections on 1 tasks.',
      ]),
    );
  });

  it('drains when it is deleted, then is INACTIVE, and its name can be used again', () => {
    const test = steadyWeb();
    expect(test.call('DeleteService', { service: 'web', force: true }).service.status).toBe('DRAINING');
    expect(() => createWeb(test)).toThrow('Unable to Start a service that is still Draining.');
    test.pass(60);
    expect(web(test)).toMatchObject({
      status: 'INACTIVE',
      runningCount: 0,
      desiredCount: 0,
      deployments: [],
    });
    expect(test.call('ListServices').serviceArns).toEqual([]);
    createWeb(test);
    test.pass(200);
    expect(web(test)).toMatchObject({ status: 'ACTIVE', runningCount: 2 });
  });

  it('spreads its tasks over the zones', () => {
    const test = steadyWeb({ desiredCount: 3 });
    const zones = () =>
      test
        .call('DescribeTasks', { tasks: running(test) })
        .tasks.map(({ availabilityZone }: { availabilityZone: string }) => availabilityZone)
        .toSorted();
    expect(zones()).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
    test.call('StopTask', { task: running(test)[1] });
    test.pass(60);
    expect(zones()).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
  });
});

it('a task of RunTask is nobody to replace', () => {
  const test = createTestEcs();
  test.call('RegisterTaskDefinition', fargateTask());
  const [{ taskArn }] = test.call('RunTask', { taskDefinition: 'app', ...onFargate }).tasks;
  test.pass(60);
  test.call('StopTask', { task: taskArn });
  test.pass(60);
  expect(test.call('ListTasks').taskArns).toEqual([]);
});

const failedPlacements = (test: TestEcs) =>
  test.events.filter(({ detail }) => detail.eventName === 'SERVICE_TASK_PLACEMENT_FAILURE');

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
