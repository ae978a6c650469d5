import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIncoming } from '../../../src/task-events/incoming.ts';

const folder = new URL('../../fixtures/events/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(`${name}.json`, folder), 'utf8');
const changed = (name: string, change: (event: never) => object) =>
  JSON.stringify(change(JSON.parse(fixture(name)) as never));

describe('events as AWS documents them', () => {
  test('a running task of no service', () => {
    const task = 'c13b4cb40f1f4fe4a2971f76ae5a47ad';
    expect(readIncoming(fixture('task-running'))).toEqual({
      type: 'fact',
      target: { cluster: 'FargateCluster', family: 'sample-fargate' },
      fact: {
        kind: 'task',
        id: task,
        version: 4,
        lastStatus: 'RUNNING',
        desiredStatus: 'RUNNING',
        updatedAt: Date.parse('2020-01-23T17:57:58.103Z'),
        createdAt: Date.parse('2020-01-23T17:57:34.402Z'),
        startedAt: Date.parse('2020-01-23T17:57:58.103Z'),
        taskDefinition: 'sample-fargate:1',
        imageTag: 'latest',
        imageDigest: 'sha256:74b2c688c700',
      },
    });
  });

  const service = { cluster: 'default', service: 'servicetest' };

  test('tasks can’t be started', () => {
    expect(readIncoming(fixture('service-task-start-impaired'))).toMatchObject({
      type: 'fact',
      target: service,
      fact: {
        kind: 'service-action',
        eventName: 'SERVICE_TASK_START_IMPAIRED',
        at: Date.parse('2019-11-19T19:55:38.725Z'),
      },
    });
  });

  test('tasks find no place', () => {
    expect(readIncoming(fixture('service-task-placement-failure'))).toMatchObject({
      fact: { eventName: 'SERVICE_TASK_PLACEMENT_FAILURE', reason: 'RESOURCE:FARGATE' },
    });
  });

  test('a deployment failed; its cluster stands only in the service’s ARN', () => {
    expect(readIncoming(fixture('deployment-failed'))).toEqual({
      type: 'fact',
      target: service,
      fact: {
        kind: 'deployment',
        id: 'ecs-svc/123',
        state: 'FAILED',
        at: Date.parse('2020-05-23T11:11:11Z'),
        reason: 'ECS deployment circuit breaker: task failed to start.',
      },
    });
  });

  test('an alarm; OK is told after ALARM only', () => {
    expect(readIncoming(fixture('alarm'))).toMatchObject({
      type: 'alarm',
      alarm: { name: 'ServerCpuTooHigh', state: 'ALARM', at: Date.parse('2019-10-02T17:04:40.989Z') },
    });
    const to = (value: string, before: string) =>
      readIncoming(
        changed('alarm', ({ detail, ...event }: { detail: { state: object } }) => ({
          ...event,
          detail: { ...detail, state: { ...detail.state, value }, previousState: { value: before } },
        })),
      ).type;
    expect(to('OK', 'ALARM')).toBe('alarm');
    expect(to('OK', 'INSUFFICIENT_DATA')).toBe('ignored');
    expect(to('INSUFFICIENT_DATA', 'ALARM')).toBe('ignored');
  });

  test('a repeated steady state and an unknown detail-type add nothing', () => {
    expect(readIncoming(fixture('service-steady-state'))).toEqual({
      type: 'ignored',
      why: 'SERVICE_STEADY_STATE',
    });
    expect(readIncoming(fixture('container-instance-state-change')).type).toBe('ignored');
  });

  test('every one of them is read, also with fields that nobody knows yet', () => {
    for (const file of readdirSync(folder)) {
      const name = file.replace('.json', '');
      const more = changed(name, ({ detail, ...event }: { detail: object }) => ({
        ...event,
        future: [1],
        detail: { ...detail, future: { deep: true } },
      }));
      expect(readIncoming(more)).toEqual(readIncoming(fixture(name)));
    }
  });
});

test('an old-format service ARN is completed by the cluster that a service action names', () => {
  const old = changed('service-task-start-impaired', (event: object) => ({
    ...event,
    resources: ['arn:aws:ecs:us-west-2:111122223333:service/servicetest'],
  }));
  expect(readIncoming(old)).toMatchObject({ target: { cluster: 'default', service: 'servicetest' } });
  const nameless = changed('deployment-failed', (event: object) => ({
    ...event,
    resources: ['arn:aws:ecs:us-west-2:111122223333:service/servicetest'],
  }));
  expect(readIncoming(nameless).type).toBe('ignored');
});

test('times with and without fractions of a second are the same kind of time', () => {
  const at = (updatedAt: string) =>
    readIncoming(
      changed('task-running', ({ detail, ...event }: { detail: object }) => ({
        ...event,
        detail: { ...detail, updatedAt },
      })),
    );
  expect(at('2020-01-23T17:57:58Z')).toMatchObject({ fact: { updatedAt: 1579802278000 } });
  expect(at('2020-01-23T17:57:58.001Z')).toMatchObject({ fact: { updatedAt: 1579802278001 } });
});

test('what is no event is refused by an error, whatever it is', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constant('{"source":"aws.ecs","detail-type":"ECS Task State Change","detail":{}}'),
  );
  fc.assert(fc.property(hostile, (body) => void expect(() => readIncoming(body)).toThrow()));
});
