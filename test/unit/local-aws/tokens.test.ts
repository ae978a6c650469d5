import { afterAll, expect, test } from 'vitest';
import { createAccount } from '../../../infra/local/account.ts';
import { createVirtualClock } from '../../../infra/local/ecs/world.ts';
import { createScheduler } from '../../../infra/local/scheduler/scheduler.ts';

const place = { accountId: '123456789012', region: 'us-east-1' };
const clock = createVirtualClock(Date.UTC(2026, 10, 23, 12));
const account = createAccount({ ...place, clock, speed: 10, onEvent: () => {} });
const localScheduler = createScheduler({ ...place, clock, send: async () => {} });
afterAll(() => account.ecs.close());

type Json = Record<string, unknown>;
const services = [...account.services, localScheduler.service];
const call = (service: string, action: string, input: Json): Json =>
  Object(services.find(({ name }) => name === service)?.actions?.[action]?.(input));

for (const name of ['/a/1', '/a/2', '/b/1', '/b/2']) {
  call('ssm', 'PutParameter', { Name: name, Value: 'x', Type: 'String' });
}
for (const Name of ['a1', 'a2', 'b1', 'b2']) {
  call('scheduler', 'CreateSchedule', {
    Name,
    ScheduleExpression: 'at(2026-11-24T12:00:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: 'arn:aws:sqs:us-east-1:123456789012:jobs', RoleArn: 'arn:aws:iam::123456789012:role/x' },
  });
}
const logGroupName = '/ecs/shop-web';
const names = (prefix: string) => [{ Key: 'Name', Option: 'BeginsWith', Values: [prefix] }];
const repositories = call('ecr', 'DescribeRepositories', {}).repositories as { repositoryName: string }[];
const [one = '', other = ''] = repositories.map(({ repositoryName }) => repositoryName);
const streams = (
  call('logs', 'DescribeLogStreams', { logGroupName }).logStreams as { logStreamName: string }[]
).map(({ logStreamName }) => logStreamName);
const targets = (call('application-autoscaling', 'DescribeScalableTargets', { ServiceNamespace: 'ecs' })
  .ScalableTargets ?? []) as { ResourceId: string }[];
const ids = targets.map(({ ResourceId }) => ResourceId);

/** A list, what asks for one page of it, and the same action's other queries. */
const lists: [service: string, action: string, ask: Json, ...others: Json[]][] = [
  ['ecr', 'DescribeImages', { repositoryName: one, maxResults: 1 }, { repositoryName: other }],
  [
    'ecr',
    'ListImages',
    { repositoryName: one, maxResults: 1 },
    { repositoryName: one, filter: { tagStatus: 'TAGGED' } },
  ],
  [
    'logs',
    'DescribeLogGroups',
    { limit: 1 },
    { logGroupNamePrefix: '/ecs' },
    { logGroupNamePattern: 'shop' },
  ],
  [
    'logs',
    'DescribeLogStreams',
    { logGroupName, limit: 1 },
    { logGroupName: '/ecs/shop-api' },
    { logGroupName, descending: true },
  ],
  [
    'logs',
    'FilterLogEvents',
    { logGroupName, limit: 1 },
    { logGroupName, filterPattern: 'GET' },
    { logGroupName: '/ecs/shop-api' },
  ],
  [
    'ssm',
    'DescribeParameters',
    { MaxResults: 1, ParameterFilters: names('/a') },
    { ParameterFilters: names('/b') },
    {},
  ],
  ['scheduler', 'ListSchedules', { MaxResults: 1, NamePrefix: 'a' }, { NamePrefix: 'b' }, {}],
  [
    'application-autoscaling',
    'DescribeScalableTargets',
    { ServiceNamespace: 'ecs', MaxResults: 1 },
    { ServiceNamespace: 'ecs', ResourceIds: ids },
  ],
];
const tokenOf = (answer: Json) => answer.nextToken ?? answer.NextToken;
const withToken = (service: string, input: Json, token: unknown) =>
  ['ecr', 'logs'].includes(service) ? { ...input, nextToken: token } : { ...input, NextToken: token };

test.each(lists)("%s %s takes its own token, and no other query's", (service, action, ask, ...others) => {
  const first = call(service, action, ask);
  const token = tokenOf(first);
  expect(token, 'the list needs two').toEqual(expect.any(String));
  const next = call(service, action, withToken(service, ask, token));
  expect(next).not.toEqual(first);
  for (const input of others) {
    expect(() => call(service, action, withToken(service, input, token)), JSON.stringify(input)).toThrow(
      /token/i,
    );
  }
  for (const [of, another, input] of lists) {
    if (of !== service || another === action) continue;
    expect(() => call(of, another, withToken(of, input, token)), another).toThrow(/token/i);
  }
});

test('a log stream takes no token of another stream', () => {
  const ask = { logGroupName, logStreamName: streams[0], limit: 1 };
  const { nextForwardToken, nextBackwardToken } = call('logs', 'GetLogEvents', ask);
  expect(() => call('logs', 'GetLogEvents', { ...ask, nextToken: nextBackwardToken })).not.toThrow();
  for (const nextToken of [nextForwardToken, nextBackwardToken]) {
    const elsewhere = { ...ask, logStreamName: streams[1], nextToken };
    expect(() => call('logs', 'GetLogEvents', elsewhere)).toThrow('nextToken is invalid');
  }
});

test('log groups are listed by a prefix or by a part of the name, not by both', () => {
  const listed = (input: Json) =>
    (call('logs', 'DescribeLogGroups', input).logGroups as Json[]).map(({ logGroupName: name }) => name);
  expect(listed({ logGroupNamePattern: 'API' })).toEqual(listed({ logGroupNamePrefix: '/ecs/shop-api' }));
  expect(() => listed({ logGroupNamePrefix: '/ecs', logGroupNamePattern: 'api' })).toThrow(
    expect.objectContaining({ name: 'InvalidParameterException' }),
  );
});

const put = (input: Json) => () => call('ssm', 'PutParameter', { Value: 'x', Type: 'String', ...input });
test.each<[string, Json, string]>([
  ['sixteen levels', { Name: `/${'a/'.repeat(15)}x` }, 'HierarchyLevelLimitExceededException'],
  ['another type', { Name: '/a/1', Type: 'SecureString', Overwrite: true }, 'HierarchyTypeMismatchException'],
  ['a nested parameter', { Name: '/n', Value: '{{ssm:/a/1}}' }, 'ValidationException'],
  ['double brackets', { Name: '/n', Value: 'a {{x}} b' }, 'ValidationException'],
])('PutParameter refuses %s', (_, input, name) => {
  expect(put(input)).toThrow(expect.objectContaining({ name }));
});

test('fifteen levels, and an overwrite that names the same type or none, are taken', () => {
  expect(put({ Name: `/${'a/'.repeat(14)}x` })).not.toThrow();
  expect(put({ Name: '/a/1', Overwrite: true })).not.toThrow();
  expect(() => call('ssm', 'PutParameter', { Name: '/a/1', Value: 'y', Overwrite: true })).not.toThrow();
});
