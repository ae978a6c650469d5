import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startSqsMapping } from '../../../infra/local/lambda/triggers.ts';
import { startTestAws } from '../../helpers/local-aws.ts';

let world: Awaited<ReturnType<typeof startTestAws>>;
let end = async (): Promise<void> => undefined;
let queues = 0;
beforeAll(async () => {
  world = await startTestAws();
});
afterEach(() => end());
afterAll(() => world.aws.close());

async function start(
  answer: (event: SQSEvent) => unknown,
  options: { fifo?: boolean; reports?: boolean; visibility?: number } = {},
) {
  const { fifo = false, reports = true, visibility = 60 } = options;
  queues += 1;
  const QueueName = `mapped-${queues}${fifo ? '.fifo' : ''}`;
  const Attributes = { VisibilityTimeout: String(visibility), ...(fifo && { FifoQueue: 'true' }) };
  const { QueueUrl = '' } = await world.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  const seen: SQSEvent[] = [];
  const errors: unknown[] = [];
  const poll = (batchSize = 10) => {
    end = startSqsMapping({
      sqs: world.sqs,
      queueUrl: QueueUrl,
      queueArn: `arn:aws:sqs:eu-west-1:123456789012:${QueueName}`,
      region: 'eu-west-1',
      batchSize,
      maximumConcurrency: 2,
      reportsItemFailures: reports,
      target: {
        name: 'test',
        kill: async () => undefined,
        invoke: async (event) => {
          seen.push(event as SQSEvent);
          return answer(event as SQSEvent);
        },
      },
      onError: (_, error) => errors.push(error),
    });
  };
  const send = (MessageBody: string, group?: string) =>
    world.sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody,
        ...(group && { MessageGroupId: group, MessageDeduplicationId: MessageBody }),
      }),
    );
  const left = async () => {
    const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes: found = {} } = await world.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    return AttributeNames.map((name) => Number(found[name]));
  };
  return { poll, send, left, seen, errors };
}
const bodies = (events: SQSEvent[]) => events.flatMap(({ Records }) => Records.map(({ body }) => body));

test('a record has what Lambda gives, and a message that succeeded is deleted', async () => {
  const { poll, send, left, seen } = await start(() => undefined);
  poll();
  await send('{"a":1}');
  await vi.waitFor(async () => expect([seen.length, ...(await left())]).toEqual([1, 0, 0]));
  expect(seen[0]!.Records[0]).toMatchObject({
    messageId: expect.stringMatching(/\S/),
    receiptHandle: expect.stringMatching(/\S/),
    body: '{"a":1}',
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d+$/) },
    eventSource: 'aws:sqs',
    eventSourceARN: expect.stringMatching(/^arn:aws:sqs:/),
    awsRegion: 'eu-west-1',
  });
});

test('of a batch only what failed stays', async () => {
  const { poll, send, left, seen } = await start(({ Records }) => ({
    batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  }));
  for (const body of ['good', 'bad', 'fine']) await send(body);
  poll();
  await vi.waitFor(async () => expect([bodies(seen).length, ...(await left())]).toEqual([3, 0, 1]));
});

test.each<[what: string, answer: (event: SQSEvent) => unknown]>([
  ['a handler that throws', () => Promise.reject(new Error('no'))],
  ['an unknown id', () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
  ['an id that is missing', () => ({ batchItemFailures: [{}] })],
  ['an answer of another form', () => ({ batchItemFailures: 5 })],
])('%s gives the whole batch back', async (_, answer) => {
  const { poll, send, left, seen } = await start(answer);
  for (const body of ['a', 'b']) await send(body);
  poll();
  await vi.waitFor(async () =>
    expect([bodies(seen).sort(), await left()]).toEqual([
      ['a', 'b'],
      [0, 2],
    ]),
  );
});

test('without ReportBatchItemFailures the answer is not looked at', async () => {
  const failing = ({ Records }: SQSEvent) => ({
    batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
  });
  const { poll, send, left, seen } = await start(failing, { reports: false });
  await send('a');
  poll();
  await vi.waitFor(async () => expect([bodies(seen), await left()]).toEqual([['a'], [0, 0]]));
});

test('what failed comes again when its visibility ends, counted', async () => {
  const { poll, send, left, seen } = await start(
    ({ Records }) => {
      if (Records[0]!.attributes.ApproximateReceiveCount === '1') throw new Error('first time');
    },
    { visibility: 1 },
  );
  await send('a');
  poll();
  await vi.waitFor(
    async () =>
      expect([bodies(seen), await left()]).toEqual([
        ['a', 'a'],
        [0, 0],
      ]),
    5000,
  );
});

test('no batch is larger than the mapping says', async () => {
  const { poll, send, left, seen } = await start(() => undefined);
  for (let index = 0; index < 7; index += 1) await send(String(index));
  poll(3);
  await vi.waitFor(async () => expect([bodies(seen).length, ...(await left())]).toEqual([7, 0, 0]));
  expect(Math.max(...seen.map(({ Records }) => Records.length))).toBeLessThanOrEqual(3);
});

test('of a FIFO group one message is in flight; the group waits for it', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { poll, send, seen } = await start(({ Records }) => (Records[0]!.body === 'a1' ? held : undefined), {
    fifo: true,
  });
  await send('a1', 'a');
  await send('a2', 'a');
  await send('b1', 'b');
  poll(1);
  await vi.waitFor(() => expect(bodies(seen).sort()).toEqual(['a1', 'b1']));
  release();
  await vi.waitFor(() => expect(bodies(seen)).toHaveLength(3));
  expect(bodies(seen).at(-1)).toBe('a2');
});

test('an ended mapping takes nothing more', async () => {
  const { poll, send, left, seen } = await start(() => undefined);
  poll();
  await end();
  await send('late');
  expect(await left()).toEqual([1, 0]);
  expect(seen).toEqual([]);
});
