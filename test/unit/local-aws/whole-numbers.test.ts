import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as ssm from '@aws-sdk/client-ssm';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '../../../infra/local/account.ts';
import { createVirtualClock } from '../../../infra/local/ecs/world.ts';
import { createScheduler } from '../../../infra/local/scheduler/scheduler.ts';

/** A speed by which no length of a life is a whole number of milliseconds. */
const speed = 7;
const place = { accountId: '123456789012', region: 'us-east-1' };
const clock = createVirtualClock(Date.UTC(2026, 10, 23, 12));
const account = createAccount({ ...place, clock, speed, onEvent: () => {} });
const localScheduler = createScheduler({ ...place, clock, send: async () => {} });
const sdks: Readonly<Record<string, object>> = {
  ecs,
  ecr,
  ssm,
  logs,
  scheduler,
  'application-autoscaling': autoscaling,
};
/** The model's doubles and floats; every other number is an integer or a long. */
const fractions = new Set(['Scale.value', 'DeploymentAlarms.value', 'CanaryConfiguration.canaryPercent']);

afterAll(() => account.ecs.close());

type Json = Record<string, unknown>;
const services = [...account.services, localScheduler.service];
const call = (service: string, action: string, input: Json = {}): Json => {
  const actions = services.find(({ name }) => name === service)?.actions;
  return Object(actions?.[action]?.(input));
};

/** What is no whole number in an answer, by the SDK's schema of it. */
function notWhole(schema: NormalizedSchema, value: unknown, at: string): string[] {
  if (value === undefined || value === null) return [];
  if (schema.isStructSchema()) {
    return [...schema.structIterator()].flatMap(([name, member]) =>
      notWhole(member, Reflect.get(Object(value), name), `${schema.getName()}.${name}`),
    );
  }
  if (schema.isListSchema())
    return Object.values(value).flatMap((item) => notWhole(schema.getValueSchema(), item, at));
  if (schema.isMapSchema())
    return Object.values(value).flatMap((item) => notWhole(schema.getValueSchema(), item, at));
  // Both stand in the JSON as seconds with three places, which is what a Date holds.
  if (schema.isTimestampSchema())
    return value instanceof Date && Number.isInteger(value.getTime()) ? [] : [`${at}: ${value}`];
  if (!schema.isNumericSchema() || fractions.has(at)) return [];
  return Number.isSafeInteger(value) ? [] : [`${at}: ${value}`];
}

const cluster = 'shop';
const first = (value: unknown): string => String(Array.isArray(value) ? value[0] : undefined);

/** What to ask of each action that reads; asked late, for most need what another one answers. */
const asked: Readonly<Record<string, Readonly<Record<string, () => Json>>>> = {
  ecs: {
    DescribeClusters: () => ({ clusters: [cluster], include: ['STATISTICS', 'TAGS', 'SETTINGS'] }),
    DescribeServices: () => ({ cluster, services: ['web', 'api'], include: ['TAGS'] }),
    DescribeServiceDeployments: () => ({ serviceDeploymentArns: deployments() }),
    DescribeServiceRevisions: () => ({
      serviceRevisionArns: deployed().map(({ targetServiceRevisionArn }) => targetServiceRevisionArn),
    }),
    DescribeTaskDefinition: () => ({ taskDefinition: 'shop-web' }),
    DescribeTasks: () => ({ cluster, tasks: tasks() }),
    GetTaskProtection: () => ({ cluster, tasks: tasks() }),
    ListClusters: () => ({}),
    ListServiceDeployments: () => ({ cluster, service: 'web' }),
    ListServices: () => ({ cluster }),
    ListTagsForResource: () => ({ resourceArn: first(tasks()) }),
    ListTaskDefinitions: () => ({}),
    ListTasks: () => ({ cluster }),
  },
  ecr: {
    BatchGetImage: () => ({ repositoryName: repository(), imageIds: images().slice(0, 2) }),
    DescribeImages: () => ({ repositoryName: repository() }),
    DescribeRepositories: () => ({}),
    GetAuthorizationToken: () => ({}),
    GetLifecyclePolicy: () => ({ repositoryName: repository() }),
    GetRepositoryPolicy: () => ({ repositoryName: repository() }),
    ListImages: () => ({ repositoryName: repository() }),
    ListTagsForResource: () => ({ resourceArn: first(repositories().map((one) => one.repositoryArn)) }),
  },
  logs: {
    DescribeLogGroups: () => ({}),
    DescribeLogStreams: () => ({ logGroupName }),
    FilterLogEvents: () => ({ logGroupName }),
    GetLogEvents: () => ({ logGroupName, logStreamName: first(streams()) }),
  },
  ssm: {
    DescribeParameters: () => ({}),
    GetParameter: () => ({ Name: '/a' }),
    GetParameters: () => ({ Names: ['/a'] }),
    ListTagsForResource: () => ({ ResourceType: 'Parameter', ResourceId: '/a' }),
  },
  scheduler: { GetSchedule: () => ({ Name: 'later' }), ListSchedules: () => ({}) },
  'application-autoscaling': {
    DescribeScalableTargets: () => ({ ServiceNamespace: 'ecs' }),
    ListTagsForResource: () => ({ ResourceARN: target() }),
  },
};
const logGroupName = '/ecs/shop-web';
const tasks = () => call('ecs', 'ListTasks', { cluster }).taskArns;
const repositories = () => call('ecr', 'DescribeRepositories').repositories as Json[];
const repository = () => String(repositories()[0]?.repositoryName);
const images = () => call('ecr', 'ListImages', { repositoryName: repository() }).imageIds as Json[];
const streams = () =>
  (call('logs', 'DescribeLogStreams', { logGroupName }).logStreams as Json[]).map(
    ({ logStreamName }) => logStreamName,
  );
const deployed = () =>
  call('ecs', 'ListServiceDeployments', { cluster, service: 'web' }).serviceDeployments as Json[];
const deployments = () => deployed().map(({ serviceDeploymentArn }) => serviceDeploymentArn);
const target = () =>
  first(
    (
      call('application-autoscaling', 'DescribeScalableTargets', { ServiceNamespace: 'ecs' })
        .ScalableTargets as Json[]
    ).map(({ ScalableTargetARN }) => ScalableTargetARN),
  );

beforeAll(() => {
  const policyText = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:*' }] });
  call('ecr', 'SetRepositoryPolicy', { repositoryName: repository(), policyText });
  call('scheduler', 'CreateSchedule', {
    Name: 'later',
    ScheduleExpression: 'at(2026-11-24T12:00:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: 'arn:aws:sqs:us-east-1:123456789012:jobs',
      RoleArn: 'arn:aws:iam::123456789012:role/scheduler',
      Input: '{}',
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 2 },
    },
  });
  call('ecr', 'PutLifecyclePolicy', {
    repositoryName: repository(),
    lifecyclePolicyText: JSON.stringify({
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 9 },
          action: { type: 'expire' },
        },
      ],
    }),
  });
  call('ssm', 'PutParameter', { Name: '/a', Value: 'b', Type: 'String' });
  call('ecs', 'UpdateService', { cluster, service: 'web', forceNewDeployment: true, desiredCount: 4 });
  call('ecs', 'StopTask', { cluster, task: first(tasks()), reason: 'a look' });
  clock.advance(301_234);
});

const reads = Object.entries(asked).flatMap(([service, actions]) =>
  Object.entries(actions).map(([action, input]) => ({ service, action, input })),
);

test('every action that reads is asked', () => {
  for (const { name, actions } of services) {
    if (!(name in asked)) continue;
    const reading = Object.keys(actions).filter((action) =>
      /^(?:Describe|List|Get|Filter|BatchGet)/.test(action),
    );
    expect(Object.keys(asked[name]!).sort(), name).toEqual(reading.sort());
  }
});

test.each(reads)('$service $action answers with whole numbers', ({ service, action, input }) => {
  const answer = call(service, action, input());
  const operation = Reflect.get(sdks[service]!, `${action}$`);
  expect(notWhole(NormalizedSchema.of(operation[5]), answer, action)).toEqual([]);
  const wire = JSON.stringify(answer);
  expect(wire).not.toContain('null');
});
