import { readFileSync } from 'node:fs';
import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAutoscaling } from '../../../infra/local/autoscaling/autoscaling.ts';
import { createCloudFormation } from '../../../infra/local/cloudformation/cloudformation.ts';
import { createEcr } from '../../../infra/local/ecr/ecr.ts';
import { createEcs } from '../../../infra/local/ecs/ecs.ts';
import { createLambda } from '../../../infra/local/lambda/functions.ts';
import { createLogs } from '../../../infra/local/logs/logs.ts';
import { createScheduler } from '../../../infra/local/scheduler/scheduler.ts';
import { startTestAws } from '../../helpers/local-aws.ts';

const sdks: Readonly<Record<string, object>> = {
  cloudformation,
  dynamodb,
  ecr,
  ecs,
  iam,
  lambda,
  logs,
  scheduler,
  sqs,
  ssm,
  tagging,
  'application-autoscaling': autoscaling,
};
const place = { accountId: '123456789012', region: 'eu-west-1' };
const clock = { now: () => 0, after: () => () => undefined };

const page = readFileSync(new URL('../../../docs/local-aws.md', import.meta.url), 'utf8');
const table = /<!-- actions -->\n(.*)<!-- \/actions -->/s.exec(page)?.[1] ?? '';
const namesIn = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
const rows = table
  .trim()
  .split('\n')
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, service, served, refused]) => ({
    service: service!.toLowerCase(),
    served: namesIn(served),
    refused: namesIn(refused),
  }));

let world: Awaited<ReturnType<typeof startTestAws>>;
const localEcs = createEcs({ clock, ...place, speed: 1, onEvent: () => undefined });
const localEcr = createEcr({ clock, ...place });
const localCloudFormation = createCloudFormation({
  clock,
  ...place,
  speed: 1,
  ecs: localEcs.service,
  ecr: localEcr.service,
  onEcsChange: localEcs.onChange,
  deleteLogGroup: () => undefined,
});
const localScheduler = createScheduler({ clock, ...place, send: () => Promise.resolve() });
beforeAll(async () => {
  world = await startTestAws([
    localEcs.service,
    localEcr.service,
    ...localCloudFormation.services,
    createLogs({ clock, ...place }).service,
    createAutoscaling({ clock, ...place, counts: localEcs.desiredCounts }),
    localScheduler.service,
    createLambda({ concurrency: 1000 }),
  ]);
});
afterAll(async () => {
  localEcs.close();
  await world.aws.close();
});

test('the table has a row for each service', () => {
  expect(rows.map(({ service }) => service).sort()).toEqual(Object.keys(world.aws.actions).sort());
});

test.each(rows)('the row of $service says exactly what is served', ({ service, served, refused }) => {
  const actual = [...(world.aws.actions[service] ?? [])].sort();
  expect(served, `paste: ${actual.map((name) => `\`${name}\``).join(' ')}`).toEqual(actual);
  expect(refused.filter((name) => actual.includes(name))).toEqual([]);
});

test.each(rows)(
  'every name in the row of $service is an action of the real service',
  ({ service, ...row }) => {
    const unknown = [...row.served, ...row.refused].filter((name) => !(`${name}Command` in sdks[service]!));
    expect(unknown).toEqual([]);
  },
);

const byScope = ['cloudformation', 'iam', 'lambda', 'scheduler'];
const byTarget = rows.filter(({ service }) => !byScope.includes(service));
test.each(byTarget)(
  '$service knows each action that the table says it serves',
  async ({ service, served }) => {
    const prefixes = {
      'application-autoscaling': 'AnyScaleFrontendService',
      dynamodb: 'DynamoDB_20120810',
      ecr: 'AmazonEC2ContainerRegistry_V20150921',
      ecs: 'AmazonEC2ContainerServiceV20141113',
      logs: 'Logs_20140328',
      sqs: 'AmazonSQS',
      ssm: 'AmazonSSM',
      tagging: 'ResourceGroupsTaggingAPI_20170126',
    };
    const prefix = Object.entries(prefixes).find(([name]) => name === service)?.[1];
    for (const action of served) {
      const headers = { authorization: 'x', 'x-amz-target': `${prefix}.${action}` };
      const response = await fetch(world.aws.url, { method: 'POST', headers, body: '{}' });
      const text = await response.text();
      expect(response.status, `${action}: ${text}`).toBeLessThan(500);
      expect(text).not.toMatch(/UnknownOperation|InvalidAction/);
    }
  },
);

test('scheduler has a path for each action that the table says it serves', () => {
  const { routes, actions } = localScheduler.service;
  expect(routes.map(({ action }) => action).sort()).toEqual(Object.keys(actions).sort());
});
