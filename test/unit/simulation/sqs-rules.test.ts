import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { ManualClock } from '../../helpers/clocks.ts';
import { createSimulatedSqs } from '../../simulation/doubles/sqs.ts';
import { ask, clientOver, type Json } from './requests.ts';

const place = { accountId: '123456789012', region: 'eu-west-1', origin: 'http://127.0.0.1:4566' };
const minute = 60_000;
const day = 24 * 60 * minute;

/** A queue with dead letters after two receives; visibility 180 s as the bot's queues have it. */
async function createQueue(suffix: '' | '.fifo' = '') {
  const clock = new ManualClock();
  const sqs = createSimulatedSqs({ ...place, clock });
  const fifo = suffix === '' ? {} : { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
  const create = async (name: string, Attributes: Json) => {
    const { body } = await ask(sqs, 'CreateQueue', { QueueName: `${name}${suffix}`, Attributes });
    return String(body.QueueUrl);
  };
  const dead = await create('dead', fifo);
  const deadLetterTargetArn = `arn:aws:sqs:${place.region}:${place.accountId}:dead${suffix}`;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
  const url = await create('jobs', { ...fifo, VisibilityTimeout: '180', RedrivePolicy });
  const send = async (MessageBody: string, of: Json = {}) =>
    (await ask(sqs, 'SendMessage', { QueueUrl: url, MessageBody, ...of })).body;
  const receive = (of = url) => sqs.receive(of, 10);
  const bodies = (of = url) => receive(of).map(({ body }) => body);
  const change = (action: string, ReceiptHandle: string, of: Json = {}) =>
    ask(sqs, action, { QueueUrl: url, ReceiptHandle, ...of });
  const states = (of = url) =>
    Object.values(sqs.messages(of)).map((messages) => messages.map(({ body }) => body));
  return { clock, sqs, url, dead, send, receive, bodies, change, states };
}

test('a delayed message is to be had when its delay is over', async () => {
  const { clock, sqs, url, send, bodies, states } = await createQueue();
  expect(sqs.nextDue(url)).toBeUndefined();
  await send('later', { DelaySeconds: 900 });
  await send('sooner', { DelaySeconds: 5 });
  expect([states(), sqs.nextDue(url)]).toEqual([[[], [], ['later', 'sooner']], clock.now() + 5000]);
  clock.pass(4999);
  expect(bodies()).toEqual([]);
  clock.pass(1);
  expect([states(), sqs.nextDue(url)]).toEqual([[['sooner'], [], ['later']], clock.now()]);
  expect(bodies()).toEqual(['sooner']);
  clock.pass(895_000);
  expect([states(), sqs.nextDue(url)]).toEqual([[['later', 'sooner'], [], []], clock.now()]);
});

test('a message in flight comes again after its visibility timeout, or when it is given back', async () => {
  const { clock, sqs, url, send, receive, bodies, change, states } = await createQueue();
  await send('a');
  const [first] = receive();
  expect(first?.attributes.ApproximateReceiveCount).toBe('1');
  expect([states(), sqs.nextDue(url)]).toEqual([[[], ['a'], []], clock.now() + 180_000]);
  await change('ChangeMessageVisibility', first!.receiptHandle, { VisibilityTimeout: 20 });
  expect(sqs.nextDue(url)).toBe(clock.now() + 20_000);
  clock.pass(19_999);
  expect(bodies()).toEqual([]);
  clock.pass(1);
  const [second] = receive();
  expect(second?.attributes.ApproximateReceiveCount).toBe('2');
  expect(second?.attributes.ApproximateFirstReceiveTimestamp).toBe(first?.attributes.SentTimestamp);
  // The first handle is over: it deletes nothing.
  await change('DeleteMessage', first!.receiptHandle);
  expect(states()).toEqual([[], ['a'], []]);
  await change('DeleteMessage', second!.receiptHandle);
  expect([states(), sqs.nextDue(url)]).toEqual([[[], [], []], undefined]);
});

test('a FIFO group waits for its message in flight, and no other group does', async () => {
  const { clock, sqs, url, send, receive, bodies, change } = await createQueue('.fifo');
  for (const [body, MessageGroupId] of ['a1 a', 'a2 a', 'b1 b'].map((each) => each.split(' '))) {
    await send(body!, { MessageGroupId });
  }
  const [a1, b1] = receive();
  expect([a1?.body, b1?.body]).toEqual(['a1', 'b1']);
  expect(sqs.nextDue(url)).toBe(clock.now() + 180_000);
  await change('DeleteMessage', b1!.receiptHandle);
  expect(bodies()).toEqual([]);
  await change('ChangeMessageVisibility', a1!.receiptHandle, { VisibilityTimeout: 5 });
  clock.pass(5000);
  const [again] = receive();
  expect([again?.body, again?.attributes.ApproximateReceiveCount]).toEqual(['a1', '2']);
  await change('DeleteMessage', again!.receiptHandle);
  expect(sqs.nextDue(url)).toBe(clock.now());
  expect(bodies()).toEqual(['a2']);
});

test('a deduplication id counts once in five minutes, though its message is deleted', async () => {
  const { clock, send, receive, bodies, change } = await createQueue('.fifo');
  const of = { MessageGroupId: 'g', MessageDeduplicationId: 'same' };
  const sent = await send('a', of);
  await change('DeleteMessage', receive()[0]!.receiptHandle);
  clock.pass(5 * minute - 1);
  expect(await send('other', of)).toMatchObject({
    MessageId: sent.MessageId,
    SequenceNumber: sent.SequenceNumber,
  });
  expect(bodies()).toEqual([]);
  clock.pass(1);
  expect((await send('a', of)).MessageId).not.toBe(sent.MessageId);
  expect(bodies()).toEqual(['a']);
});

test('without an id of its own a message is known by the SHA-256 of its body', async () => {
  const { send, receive } = await createQueue('.fifo');
  await send('abc', { MessageGroupId: 'g' });
  expect(receive()[0]?.attributes.MessageDeduplicationId).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test.each(['', '.fifo'] as const)(
  'what is received too often goes to the dead letters: jobs%s',
  async (suffix) => {
    const { clock, sqs, url, dead, send, bodies, states } = await createQueue(suffix);
    const sent = await send('poison', suffix === '' ? {} : { MessageGroupId: 'g' });
    for (let tries = 0; tries < 2; tries += 1) {
      expect(bodies()).toEqual(['poison']);
      clock.pass(180_000);
    }
    expect([sqs.nextDue(url), sqs.nextDue(dead)]).toEqual([clock.now(), undefined]);
    expect(bodies()).toEqual([]);
    expect([sqs.nextDue(url), sqs.nextDue(dead)]).toEqual([undefined, clock.now()]);
    expect([states(), states(dead)]).toEqual([
      [[], [], []],
      [['poison'], [], []],
    ]);
    expect(sqs.receive(dead, 1)[0]?.messageId).toBe(sent.MessageId);
  },
);

test.each([
  ['', 'from its sending', day],
  ['.fifo', 'from its move', 4 * day],
] as const)('retention counts in the dead letters of jobs%s %s', async (suffix, _, left) => {
  const { clock, dead, send, bodies, states } = await createQueue(suffix);
  await send('poison', suffix === '' ? {} : { MessageGroupId: 'g' });
  clock.pass(3 * day - 2 * 180_000);
  for (let tries = 0; tries < 2; tries += 1) {
    expect(bodies()).toEqual(['poison']);
    clock.pass(180_000);
  }
  expect(bodies()).toEqual([]);
  clock.pass(left - 1);
  expect(states(dead)).toEqual([['poison'], [], []]);
  clock.pass(1);
  expect(states(dead)).toEqual([[], [], []]);
});

test('after four days a queue forgets a message, in flight too', async () => {
  const { clock, sqs, url, send, bodies, states } = await createQueue();
  await send('a');
  clock.pass(4 * day - 1);
  expect(bodies()).toEqual(['a']);
  clock.pass(1);
  expect([states(), sqs.nextDue(url), bodies()]).toEqual([[[], [], []], undefined, []]);
});

test('a record is what Lambda gives to a function', async () => {
  const { clock, receive, send } = await createQueue('.fifo');
  const MessageAttributes = { one: { DataType: 'String', StringValue: '1' } };
  const sent = await send('a', { MessageGroupId: 'g', MessageAttributes });
  expect(receive()).toEqual([
    {
      messageId: sent.MessageId,
      receiptHandle: expect.stringMatching(/^[\da-f-]{36}$/),
      body: 'a',
      attributes: {
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: String(clock.now()),
        SentTimestamp: String(clock.now()),
        SenderId: '000000000000',
        MessageGroupId: 'g',
        MessageDeduplicationId: expect.any(String),
        SequenceNumber: '00000000000000000001',
      },
      messageAttributes: { one: { dataType: 'String', stringValue: '1' } },
      md5OfBody: '0cc175b9c0f1b6a831c399e269772661',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:jobs.fifo',
      awsRegion: 'eu-west-1',
    },
  ]);
});

test("the SDK's own client works over it, and a long poll is answered at once", async () => {
  const { sqs, url: QueueUrl } = await createQueue();
  const client = new SQSClient(clientOver(sqs, place));
  const poll = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 10 });
  expect((await client.send(poll)).Messages).toBeUndefined();
  for (const MessageBody of ['a', '😀']) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const { Messages = [] } = await client.send(poll);
  expect(Messages.map(({ Body }) => Body)).toEqual(['a', '😀']);
  const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: `${at}`, ReceiptHandle }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  expect(Object.values(sqs.messages(QueueUrl)).flat()).toEqual([]);
  const gone = new GetQueueAttributesCommand({ QueueUrl: `${QueueUrl}-gone`, AttributeNames: ['All'] });
  await expect(client.send(gone)).rejects.toThrow(QueueDoesNotExist);
});

test.each([
  ['PurgeQueue', {}],
  ['SetQueueAttributes', { Attributes: {} }],
  ['ReceiveMessage', { ReceiveRequestAttemptId: 'a' }],
])('what it does not know is refused: %s %j', async (action, input) => {
  const { sqs, url } = await createQueue();
  const { status, body } = await ask(sqs, action, { QueueUrl: url, ...input });
  expect([status, body.__type]).toEqual([400, 'com.amazonaws.sqs#UnsupportedOperation']);
});
