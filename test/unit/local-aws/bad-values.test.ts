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
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, expect, test } from 'vitest';
import { createAutoscaling } from '../../../infra/local/autoscaling/autoscaling.ts';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import { createCloudFormation } from '../../../infra/local/cloudformation/cloudformation.ts';
import { createEcr } from '../../../infra/local/ecr/ecr.ts';
import { createEcs } from '../../../infra/local/ecs/ecs.ts';
import { createLambda } from '../../../infra/local/lambda/functions.ts';
import { createLogs } from '../../../infra/local/logs/logs.ts';
import { createScheduler } from '../../../infra/local/scheduler/scheduler.ts';
import { createSsm } from '../../../infra/local/ssm/ssm.ts';
import { startTestAws } from '../../helpers/local-aws.ts';
import { neverGone } from '../../simulation/hosts.ts';

const clock = { now: () => 0, after: () => () => undefined };
const place = { clock, accountId: '123456789012', region: 'eu-west-1' };
const localEcs = createEcs({ ...place, speed: 1, onEvent: () => undefined });
const localEcr = createEcr(place);
const own = [
  localEcs.service,
  localEcr.service,
  createSsm(place),
  createLogs(place).service,
  createAutoscaling({ ...place, counts: localEcs.desiredCounts }),
  createScheduler({ ...place, send: () => Promise.resolve() }).service,
  createLambda({ concurrency: 1000 }),
  ...createCloudFormation({
    ...place,
    speed: 1,
    ecs: localEcs.service,
    ecr: localEcr.service,
    onEcsChange: localEcs.onChange,
    deleteLogGroup: () => undefined,
  }).services,
];
const { aws } = await startTestAws();
afterAll(async () => {
  localEcs.close();
  await aws.close();
});

/** Those of SQS and DynamoDB have backends of their own, so they are asked with whole requests. */
const asRequests = ([name, prefix]: readonly [string, string]) => ({
  name,
  isOwn: false,
  actions: Object.fromEntries(
    (aws.actions[name] ?? []).map((action) => [
      action,
      async (json: object) => {
        const headers = { authorization: 'x', 'x-amz-target': `${prefix}.${action}` };
        const request = { method: 'POST', url: '/', headers, body: JSON.stringify(json), gone: neverGone };
        const response = await aws.answer(request);
        const body = JSON.parse(response.body) as { __type?: string; message?: string };
        if (response.status >= 300)
          throw new ServiceError(body.__type ?? '', body.message ?? '', response.status);
        return body;
      },
    ]),
  ),
});
const services: {
  name: string;
  isOwn: boolean;
  actions: Readonly<Record<string, (json: never) => unknown>>;
}[] = [
  ...own.map(({ name, actions }) => ({ name, isOwn: true, actions })),
  ...(
    [
      ['sqs', 'AmazonSQS'],
      ['dynamodb', 'DynamoDB_20120810'],
    ] as const
  ).map(asRequests),
];
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

const texts = [
  '',
  ' ',
  'hands-on',
  'hands-on\n',
  'NO_SUCH',
  'x'.repeat(600),
  '-1',
  'at(2026)',
  '{}',
  '\u0000',
  '💥',
];
const numbers = [-1, 0, 1.5, 101, 2 ** 40];
const wrong = [null, true, 7, 'text', [], {}, [[]], [{}], ['text', 7], { text: [] }];

/** Values for a member, most of them bad. */
function valuesOf(schema: NormalizedSchema): unknown[] {
  if (schema.isListSchema()) return [...wrong, texts, Array.from({ length: 101 }, () => 'hands-on')];
  if (schema.isNumericSchema()) return [...wrong, ...numbers];
  return [...wrong, ...texts];
}

/** The least that a member may be, so that what is required does not hide the rest. */
function leastOf(schema: NormalizedSchema, depth = 0): unknown {
  if (schema.isListSchema()) return [leastOf(schema.getValueSchema(), depth)];
  if (schema.isStructSchema()) return leastStructure(schema, depth + 1);
  if (schema.isMapSchema()) return { key: leastOf(schema.getValueSchema(), depth) };
  if (schema.isNumericSchema()) return 1;
  return schema.isBooleanSchema() ? true : 'hands-on';
}

function leastStructure(schema: NormalizedSchema, depth: number): object {
  const raw = schema.getSchema() as readonly unknown[];
  const required = Number(raw[6] ?? 0);
  const members = [...schema.structIterator()].slice(0, required);
  return Object.fromEntries(depth > 3 ? [] : members.map(([name, member]) => [name, leastOf(member, depth)]));
}

/** Requests of an action, each with one member that is probably bad, so many structures deep. */
function* requestsOf(schema: NormalizedSchema, deepest: number, depth = 0): Generator<object> {
  const least = leastStructure(schema, depth);
  yield least;
  yield { ...least, noSuchMember: 'x' };
  for (const [name, member] of schema.structIterator()) {
    for (const value of valuesOf(member)) yield { ...least, [name]: value };
    if (depth === deepest) continue;
    const inner = member.isListSchema() ? member.getValueSchema() : member;
    if (!inner.isStructSchema()) continue;
    for (const below of requestsOf(inner, deepest, depth + 1)) {
      yield { ...least, [name]: member.isListSchema() ? [below] : below };
    }
  }
}

/** How zod 4 says things, in English (its locales/en). */
const zodsWords =
  /Invalid (?:input|option|string|key|element|UUID|JWT)|Too (?:small|big)|Unrecognized key|expected \w+, received|must (?:start|end) with|must match pattern|multiple of/;

test.each(services)(
  '$name refuses bad values in its own words',
  { timeout: 60_000 },
  async ({ name, isOwn, actions }) => {
    const problems = new Set<string>();
    let asked = 0;
    for (const [action, run] of Object.entries(actions)) {
      const schema = NormalizedSchema.of(Reflect.get(sdks[name]!, `${action}$`)[4]);
      for (const json of requestsOf(schema, isOwn ? 2 : 0)) {
        asked += 1;
        try {
          await run(json as never);
        } catch (error) {
          const { message } = error as Error;
          const isFault = !(error instanceof ServiceError) || error.status >= 500 || error.name === '';
          if (isFault || zodsWords.test(message)) {
            problems.add(`${action} ${JSON.stringify(json).slice(0, 200)}: ${String(error).slice(0, 200)}`);
          }
        }
      }
    }
    expect([...problems].slice(0, 20)).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(2 * Object.keys(actions).length);
  },
);
