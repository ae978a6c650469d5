import { describe, expect, it } from 'vitest';
import { account, createTestEcs, createWeb, type TestEcs } from './test-ecs.ts';

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
