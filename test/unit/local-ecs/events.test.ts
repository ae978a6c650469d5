import { describe, expect, it } from 'vitest';
import failed from '../../fixtures/events/deployment-failed.json' with { type: 'json' };
import steady from '../../fixtures/events/service-steady-state.json' with { type: 'json' };
import placement from '../../fixtures/events/service-task-placement-failure.json' with { type: 'json' };
import running from '../../fixtures/events/task-running.json' with { type: 'json' };
import { account, createTestEcs, createWeb, type TestEcs } from '../../helpers/local-ecs.ts';

const envelope = [
  'version',
  'id',
  'detail-type',
  'source',
  'account',
  'time',
  'region',
  'resources',
  'detail',
];
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function ofType(test: TestEcs, type: string) {
  return test.events.filter((event) => event['detail-type'] === type);
}

function aLife(): TestEcs {
  const test = createTestEcs();
  createWeb(test, { desiredCount: 1 });
  test.pass(120);
  const [task] = test.call('ListTasks').taskArns;
  test.call('StopTask', { task });
  test.pass(120);
  return test;
}

describe('EventBridge events', () => {
  it('have the envelope of EventBridge, with whole seconds in `time`', () => {
    for (const event of aLife().events) {
      expect(Object.keys(event)).toEqual(envelope);
      expect(event).toMatchObject({ version: '0', source: 'aws.ecs', account, region: 'eu-west-1' });
      expect(event.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  it('of a task carry what ECS sends and nothing that only the API has', () => {
    const test = aLife();
    const details = ofType(test, 'ECS Task State Change').map(({ detail }) => detail);
    const known = new Set([
      ...['attachments', 'availabilityZone', 'clusterArn', 'connectivity', 'connectivityAt', 'containers'],
      ...[
        'cpu',
        'createdAt',
        'desiredStatus',
        'enableExecuteCommand',
        'ephemeralStorage',
        'executionStoppedAt',
      ],
      ...['group', 'lastStatus', 'launchType', 'memory', 'overrides', 'platformVersion', 'pullStartedAt'],
      ...['pullStoppedAt', 'startedAt', 'startedBy', 'stopCode', 'stoppedAt', 'stoppedReason', 'stoppingAt'],
      ...['taskArn', 'taskDefinitionArn', 'updatedAt', 'version'],
    ]);
    for (const detail of details) {
      expect(Object.keys(detail).filter((name) => !known.has(name))).toEqual([]);
      for (const [name, value] of Object.entries(detail)) if (name.endsWith('At')) expect(value).toMatch(iso);
    }
    const last = details.findLast(({ lastStatus }) => lastStatus === 'STOPPED');
    expect(new Set(Object.keys(last ?? {}))).toEqual(known);
    expect(last).toMatchObject({
      group: 'service:web',
      overrides: { containerOverrides: [{ name: 'app' }] },
      attachments: [{ type: 'eni', status: 'DELETED' }],
      containers: [{ name: 'app', image: 'nginx:1.27', exitCode: 143, cpu: '0', lastStatus: 'STOPPED' }],
    });
    expect(last?.startedBy).toMatch(/^ecs-svc\/\d{19}$/);
  });

  it('of a task have the documented sample’s fields, step by step, and those that a service and a stop add', () => {
    const test = createTestEcs();
    const healthCheck = { command: ['CMD', 'true'], interval: 5 };
    createWeb(test, { desiredCount: 1 }, { healthCheck });
    test.pass(120);
    test.call('StopTask', { task: test.call('ListTasks').taskArns[0] });
    test.pass(120);
    const ofService = ['enableExecuteCommand', 'ephemeralStorage', 'startedBy'];
    const ofStop = ['executionStoppedAt', 'stopCode', 'stoppedAt', 'stoppedReason', 'stoppingAt'];
    // What a task that is only starting can't have yet.
    const later = ['connectivity', 'connectivityAt', 'pullStartedAt', 'pullStoppedAt', 'startedAt'];
    const documented = Object.keys(running.detail);
    const [container] = running.detail.containers;
    for (const { detail } of ofType(test, 'ECS Task State Change')) {
      const has = Object.keys(detail);
      const isRunning = detail.startedAt !== undefined;
      expect(has).toEqual(
        expect.arrayContaining(documented.filter((name) => isRunning || !later.includes(name))),
      );
      const isStopping = detail.desiredStatus === 'STOPPED';
      const allowed = new Set([...documented, ...ofService, ...(isStopping ? ofStop : [])]);
      expect(has.filter((name) => !allowed.has(name))).toEqual([]);
      expect(JSON.stringify(detail)).not.toContain('ealth');
      for (const one of detail.containers as object[]) {
        const known = new Set([...Object.keys(container!), ...(isStopping ? ['exitCode', 'reason'] : [])]);
        expect(Object.keys(one).filter((name) => !known.has(name))).toEqual([]);
        if (isRunning) expect(Object.keys(one)).toEqual(expect.arrayContaining(Object.keys(container!)));
      }
    }
  });

  it('of a service and of a deployment have the documented samples’ fields', () => {
    const test = aLife();
    const keys = (type: string) =>
      new Set(ofType(test, type).map(({ detail }) => Object.keys(detail).sort().join()));
    const of = ({ detail }: { readonly detail: object }) => Object.keys(detail).sort().join();
    expect(keys('ECS Service Action')).toEqual(new Set([of(steady)]));
    expect(keys('ECS Deployment State Change')).toEqual(new Set([of(failed)]));
    const { capacityProviderArns: _, ...fargate } = placement.detail as Record<string, unknown>;
    expect(Object.keys(fargate).sort()).toEqual([
      'clusterArn',
      'createdAt',
      'eventName',
      'eventType',
      'reason',
    ]);
    expect(ofType(test, 'ECS Container Instance State Change')).toEqual([]);
  });

  it('do not tell of a change of health', () => {
    const test = createTestEcs();
    createWeb(test, { desiredCount: 1 }, { healthCheck: { command: ['CMD', 'true'], interval: 60 } });
    test.pass(50);
    const before = ofType(test, 'ECS Task State Change').length;
    test.pass(60);
    const { tasks } = test.call('DescribeTasks', { tasks: test.call('ListTasks').taskArns });
    expect(tasks[0].healthStatus).toBe('HEALTHY');
    expect(ofType(test, 'ECS Task State Change')).toHaveLength(before);
  });

  it('of a service and of a deployment name the service in `resources` only', () => {
    const test = aLife();
    const arn = `arn:aws:ecs:eu-west-1:${account}:service/default/web`;
    const [steady] = ofType(test, 'ECS Service Action');
    expect(steady?.resources).toEqual([arn]);
    expect(steady?.detail).toEqual({
      eventType: 'INFO',
      eventName: 'SERVICE_STEADY_STATE',
      clusterArn: `arn:aws:ecs:eu-west-1:${account}:cluster/default`,
      createdAt: expect.stringMatching(iso),
    });
    const [begun, completed] = ofType(test, 'ECS Deployment State Change');
    const { id } = test.call('DescribeServices', { services: ['web'] }).services[0].deployments[0];
    expect(begun?.resources).toEqual([arn]);
    expect(begun?.detail).toEqual({
      eventType: 'INFO',
      eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS',
      deploymentId: id,
      updatedAt: expect.stringMatching(iso),
      reason: `ECS deployment ${id} in progress.`,
    });
    expect(completed?.detail).toMatchObject({
      eventName: 'SERVICE_DEPLOYMENT_COMPLETED',
      reason: `ECS deployment ${id} completed.`,
    });
  });

  it('come in order of time, the steady state after the end of the deployment', () => {
    const test = aLife();
    const times = test.events.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
    const names = test.events.map(({ detail }) => detail.eventName).filter((name) => name !== undefined);
    expect(names).toEqual([
      'SERVICE_DEPLOYMENT_IN_PROGRESS',
      'SERVICE_DEPLOYMENT_COMPLETED',
      'SERVICE_STEADY_STATE',
      'SERVICE_STEADY_STATE',
    ]);
  });

  it('repeat the steady state every six hours', () => {
    const test = createTestEcs({ speed: 10 });
    createWeb(test);
    test.pass(13 * 60 * 60);
    expect(ofType(test, 'ECS Service Action')).toHaveLength(3);
  });
});
