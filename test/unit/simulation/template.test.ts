import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { readService } from '../../../infra/local/serverless/service.ts';
import { createStack } from '../../../infra/local/serverless/stack.ts';
import { auditStore } from '../../../src/changes/audit.ts';
import { queueNudge } from '../../../src/task-events/queue.ts';
import { sampleIntent } from '../../helpers/audit.ts';
import { ManualClock } from '../../helpers/clocks.ts';
import { createSimulatedDynamodb } from '../../simulation/doubles/dynamodb.ts';
import { createSimulatedSqs } from '../../simulation/doubles/sqs.ts';
import { clientOver } from './requests.ts';

const place = { accountId: '123456789012', region: 'us-east-1', origin: 'http://127.0.0.1:4566' };
const root = fileURLToPath(new URL('../../../', import.meta.url));

test('the tables and queues of serverless.yml are made in the doubles, and the bot works with them', async () => {
  const clock = new ManualClock(Date.parse('2026-11-30T12:00:00Z'));
  const doubles = {
    dynamodb: createSimulatedDynamodb({ ...place, clock }),
    sqs: createSimulatedSqs({ ...place, clock }),
  };
  const dynamodb = new DynamoDBClient(clientOver(doubles.dynamodb, place));
  const sqs = new SQSClient(clientOver(doubles.sqs, place));
  const definition = readService({ root, stage: 'local', region: place.region, params: {} });
  const { resources } = await createStack({ definition, sqs, dynamodb, ...place });

  const client = DynamoDBDocumentClient.from(dynamodb);
  const audit = auditStore({ client, name: 'ecs-ops-bot-local-audit' }, 400);
  const times = ['2026-11-29T09:00:00.000Z', '2026-11-30T10:00:00.000Z', '2026-11-30T11:00:00.000Z'];
  const intents = times.map((iso) => sampleIntent(iso));
  for (const intent of intents) expect(await audit.putIntent(intent)).toBe(true);
  expect(await audit.putIntent(intents[0]!)).toBe(false);
  const last = { since: Date.parse(times[0]!), until: clock.now(), most: 2 };
  const found = await audit.entries(last);
  expect(found.entries.map((entry) => entry.kind === 'change' && entry.intent.decidedAt)).toEqual([
    times[2],
    times[1],
  ]);
  expect(found.more).toBe(true);
  expect((await audit.entries({ ...last, target: 'shop/web', skip: 2 })).entries).toHaveLength(1);
  expect(await audit.scaledSince('shop/web', times[1]!)).toEqual(intents[2]);

  const queueUrl = resources.EventsQueue!.ref;
  await queueNudge({ sqs, queueUrl }, { cluster: 'shop', service: 'web' }, 90);
  expect(doubles.sqs.nextDue(queueUrl)).toBe(clock.now() + 90_000);
  clock.pass(90_000);
  const [record] = doubles.sqs.receive(queueUrl, 10);
  expect(JSON.parse(record!.body)).toMatchObject({ 'detail-type': 'Nudge' });
  expect(doubles.sqs.nextDue(queueUrl)).toBe(clock.now() + 180_000);
});
