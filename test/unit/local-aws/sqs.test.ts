import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  InvalidAttributeName,
  InvalidAttributeValue,
  ListQueuesCommand,
  type Message,
  type MessageAttributeValue,
  type MessageSystemAttributeValue,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  type QueueAttributeName,
  QueueDeletedRecently,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  UnsupportedOperation,
} from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createSqs } from '../../../infra/local/aws/sqs.ts';
import { startTestAws } from '../../helpers/local-aws.ts';

let world: Awaited<ReturnType<typeof startTestAws>>;
let queues = 0;

beforeAll(async () => {
  world = await startTestAws();
});
afterAll(() => world.aws.close());
afterEach(() => void vi.useRealTimers());

async function createQueue(suffix = '', Attributes: Record<string, string> = {}): Promise<string> {
  queues += 1;
  const QueueName = `q${queues}${suffix}`;
  const { QueueUrl } = await world.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl!;
}
const createFifo = (Attributes: Record<string, string> = {}) =>
  createQueue('.fifo', { FifoQueue: 'true', ...Attributes });

async function send(QueueUrl: string, body: string, group?: string, deduplication = `${body}-${group}`) {
  const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: deduplication };
  return world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...fifo }));
}
async function receive(QueueUrl: string, options = {}): Promise<Message[]> {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...options });
  return (await world.sqs.send(command)).Messages ?? [];
}
const bodies = (messages: Message[]) => messages.map(({ Body }) => Body);
async function remove(QueueUrl: string, message: Message | undefined): Promise<void> {
  await world.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message!.ReceiptHandle! }));
}
async function hide(QueueUrl: string, message: Message | undefined, seconds: number): Promise<void> {
  const handle = { QueueUrl, ReceiptHandle: message!.ReceiptHandle!, VisibilityTimeout: seconds };
  await world.sqs.send(new ChangeMessageVisibilityCommand(handle));
}
async function attributesOf(QueueUrl: string): Promise<Record<string, string>> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
  return (await world.sqs.send(command)).Attributes ?? {};
}
/** Moves Date.now alone: the wire and its timers go on as they are. */
function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

test('the queue urls it hands out name its own host, port and account', async () => {
  const url = await createQueue();
  const name = url.split('/').at(-1)!;
  expect(url).toBe(world.aws.queueUrl(name));
  expect((await world.sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl).toBe(url);
  expect((await world.sqs.send(new ListQueuesCommand({}))).QueueUrls).toContain(url);
  expect((await attributesOf(url)).QueueArn).toBe(`arn:aws:sqs:eu-west-1:123456789012:${name}`);
});

test('one group is handed out in order, one message at a time, and blocks no other group', async () => {
  const url = await createFifo();
  for (const body of ['a1', 'a2', 'a3']) await send(url, body, 'a');
  await send(url, 'b1', 'b');
  const first = await receive(url);
  expect(bodies(first)).toEqual(['a1', 'b1']);
  expect(await receive(url)).toEqual([]);
  await remove(url, first[0]);
  const second = await receive(url);
  expect(bodies(second)).toEqual(['a2']);
  await hide(url, second[0], 0);
  expect(bodies(await receive(url))).toEqual(['a2']);
});

test('a message of a group that is put off blocks its group until it is due', async () => {
  const url = await createFifo();
  await send(url, 'first', 'g');
  await send(url, 'second', 'g');
  const [message] = await receive(url);
  await hide(url, message, 20);
  expect(await receive(url)).toEqual([]);
  passTime(21_000);
  expect(bodies(await receive(url))).toEqual(['first']);
});

test('a long poll is answered as soon as the group is free', async () => {
  const url = await createFifo();
  await send(url, 'one', 'g');
  await send(url, 'two', 'g');
  const [one] = await receive(url);
  const waiting = receive(url, { WaitTimeSeconds: 20 });
  await remove(url, one);
  expect(bodies(await waiting)).toEqual(['two']);
});

test('any interleaving of groups comes out in the order of each group', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }), async (groups) => {
      const url = await createFifo();
      const sent = groups.map((group, index) => ({ group, body: String(index) }));
      for (const { group, body } of sent) await send(url, body, group);
      const seen: { group: string | undefined; body: string | undefined }[] = [];
      for (;;) {
        const batch = await receive(url, { MessageSystemAttributeNames: ['MessageGroupId'] });
        if (batch.length === 0) break;
        const groupsOfBatch = batch.map(({ Attributes }) => Attributes?.MessageGroupId);
        expect(new Set(groupsOfBatch).size).toBe(batch.length);
        for (const [index, message] of batch.entries()) {
          seen.push({ group: groupsOfBatch[index], body: message.Body });
          await remove(url, message);
        }
      }
      for (const group of ['a', 'b', 'c']) {
        expect(seen.filter((one) => one.group === group)).toEqual(sent.filter((one) => one.group === group));
      }
    }),
    { numRuns: 15 },
  );
});

test('a deduplication id counts once in five minutes, and again after them', async () => {
  const url = await createFifo();
  const first = await send(url, 'x', 'g', 'same');
  passTime(4 * 60_000);
  const again = await send(url, 'x', 'other', 'same');
  expect(again.MessageId).toBe(first.MessageId);
  passTime(2 * 60_000);
  const later = await send(url, 'x', 'late', 'same');
  expect(later.MessageId).not.toBe(first.MessageId);
  expect(await receive(url)).toHaveLength(2);
});

test.each([
  { kind: 'standard', suffix: '', fifo: {} },
  { kind: 'FIFO', suffix: '.fifo', fifo: { FifoQueue: 'true' } },
])('a $kind message goes to the dead letters after maxReceiveCount tries', async ({ suffix, fifo }) => {
  const dead = await createQueue(suffix, { ...fifo });
  const { QueueArn } = await attributesOf(dead);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: 3 });
  const url = await createQueue(suffix, { ...fifo, RedrivePolicy });
  expect((await attributesOf(url)).RedrivePolicy).toBe(RedrivePolicy);
  const group = suffix === '' ? undefined : 'g';
  await send(url, 'poison', group);
  for (const count of ['1', '2', '3']) {
    const [message] = await receive(url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(message?.Attributes?.ApproximateReceiveCount).toBe(count);
    await hide(url, message, 0);
  }
  await send(url, 'next', group);
  expect(bodies(await receive(url))).toEqual(['next']);
  expect(bodies(await receive(dead))).toEqual(['poison']);
});

test('a standard message may be delayed up to 900 seconds', async () => {
  const QueueUrl = await createQueue();
  await world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 900 }));
  passTime(890_000);
  expect(await receive(QueueUrl)).toEqual([]);
  passTime(11_000);
  expect(bodies(await receive(QueueUrl))).toEqual(['later']);
  const half = new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 1.5 });
  await expect(world.sqs.send(half)).rejects.toMatchObject({ name: 'SerializationException' });
  for (const DelaySeconds of [901, -1]) {
    const tooLong = new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds });
    await expect(world.sqs.send(tooLong)).rejects.toThrow('DelaySeconds');
  }
});

test('a FIFO queue refuses a delay per message', async () => {
  const QueueUrl = await createFifo();
  const fifo = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  const command = new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 5, ...fifo });
  await expect(world.sqs.send(command)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

function isTaken(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return '\t\n\r'.includes(character) || (code >= 0x20 && code !== 0xfffe && code !== 0xffff);
}

test('every text that SQS takes arrives as it was sent, single and in a batch', async () => {
  const url = await createQueue();
  const text = fc.oneof(
    fc.constant('deploy 🚀 done'),
    fc.constant('\uf8ffmarked'),
    // What SQS takes: no control characters but tab and line ends, no U+FFFE and U+FFFF.
    fc.string({ unit: 'binary', minLength: 1 }).filter((one) => [...one].every(isTaken)),
  );
  await fc.assert(
    fc.asyncProperty(text, async (body) => {
      await send(url, body);
      const Entries = [{ Id: 'a', MessageBody: body }];
      const batch = await world.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      expect(batch.Failed ?? []).toEqual([]);
      const messages = await receive(url);
      expect(bodies(messages)).toEqual([body, body]);
      for (const message of messages) await remove(url, message);
    }),
    { numRuns: 40 },
  );
});

test('a message received for a client that hung up is given back at once', async () => {
  const sqs = await createSqs({ accountId: '123456789012', region: 'eu-west-1', origin: 'http://127.0.0.1' });
  const call = async (action: string, input: object, gone = new AbortController().signal) => {
    const request = { method: 'POST', url: '/', headers: {}, body: JSON.stringify(input), gone };
    return JSON.parse((await sqs.answer(request, action)).body);
  };
  const { QueueUrl } = await call('CreateQueue', { QueueName: 'q' });
  await call('SendMessage', { QueueUrl, MessageBody: 'kept' });
  await call('ReceiveMessage', { QueueUrl }, AbortSignal.abort());
  expect((await call('ReceiveMessage', { QueueUrl })).Messages).toMatchObject([{ Body: 'kept' }]);
  await sqs.close();
});

test.each([
  ['a FIFO name without the attribute', 'bad.fifo', {}],
  ['the attribute without a FIFO name', 'bad', { FifoQueue: 'true' }],
  ['FifoQueue false on a standard queue', 'bad', { FifoQueue: 'false' }],
  ['content deduplication on a standard queue', 'bad', { ContentBasedDeduplication: 'true' }],
  ['an attribute that SQS does not have', 'bad', { VisibilityTimeOut: '30' }],
  ['a character that no name has', 'bad name', {}],
  [
    'a dead-letter queue that is not there',
    'bad',
    {
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:123456789012:none","maxReceiveCount":3}',
    },
  ],
  ['a redrive policy that is no JSON', 'bad', { RedrivePolicy: 'x' }],
] as [string, string, Record<string, string>][])('refuses %s', async (_what, QueueName, Attributes) => {
  const create = world.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  await expect(create).rejects.toMatchObject({ name: expect.stringMatching(/^Invalid/), $fault: 'client' });
});

test('refuses a standard dead-letter queue for a FIFO queue, and no tries at all', async () => {
  const dead = await createQueue();
  const { QueueArn } = await attributesOf(dead);
  const redrive = (maxReceiveCount: number) =>
    JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount });
  await expect(createFifo({ RedrivePolicy: redrive(3) })).rejects.toThrow('same type');
  const Attributes = { RedrivePolicy: redrive(0) };
  const set = world.sqs.send(new SetQueueAttributesCommand({ QueueUrl: await createQueue(), Attributes }));
  await expect(set).rejects.toThrow('maxReceiveCount');
});

test('a queue that is not there is refused with its typed error', async () => {
  await expect(receive(world.aws.queueUrl('none'))).rejects.toBeInstanceOf(QueueDoesNotExist);
});

const text = { DataType: 'String', StringValue: 'x' };
test.each<[string, Record<string, Partial<MessageAttributeValue>>, string]>([
  ['an empty value', { a: { DataType: 'String', StringValue: '' } }, 'non-empty message attribute value'],
  ['no value', { a: { DataType: 'Number' } }, 'non-empty message attribute value'],
  ['an empty type', { a: { DataType: '', StringValue: 'x' } }, 'type|DataType'],
  ['an unknown type', { a: { DataType: 'Text', StringValue: 'x' } }, 'invalid message attribute type'],
  ['a number that is none', { a: { DataType: 'Number', StringValue: 'x1' } }, "Can't cast"],
  [
    'eleven',
    Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, text])),
    'exceeds the allowed maximum',
  ],
  ['a reserved name', { 'aws.trace': text }, 'reserved'],
  ["Amazon's name", { 'Amazon.x': text }, 'reserved'],
  ['a name with a blank', { 'a b': text }, 'is invalid'],
  ['a name with two periods', { 'a..b': text }, 'is invalid'],
])('a message with %s among its attributes is refused', async (_, attributes, reason) => {
  const QueueUrl = await createQueue();
  const MessageAttributes = attributes as Record<string, MessageAttributeValue>;
  const sent = world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageAttributes }));
  await expect(sent).rejects.toThrow(new RegExp(reason));
  expect(bodies(await receive(QueueUrl))).toEqual([]);
});

test('right attributes come back, and only the trace header is one of the system', async () => {
  const QueueUrl = await createQueue();
  const MessageAttributes = { 'a.b-c_1': text, n: { DataType: 'Number.int', StringValue: '-1.5e3' } };
  await world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageAttributes }));
  const [message] = await receive(QueueUrl, { MessageAttributeNames: ['All'] });
  expect(message?.MessageAttributes).toEqual(MessageAttributes);
  const systems = (name: string, value: MessageSystemAttributeValue) =>
    world.sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageSystemAttributes: { [name]: value } }),
    );
  await systems('AWSTraceHeader', {
    DataType: 'String',
    StringValue: 'Root=1-5759e988-bd862e3fe1be46a994272793',
  });
  await expect(systems('Other', text)).rejects.toThrow(/is invalid/);
  await expect(systems('AWSTraceHeader', { DataType: 'Number', StringValue: '1' })).rejects.toThrow(/String/);
});

test('what never was a receipt handle is refused; one of a deleted message is not', async () => {
  const QueueUrl = await createQueue();
  await send(QueueUrl, 'a');
  const [message] = await receive(QueueUrl);
  await remove(QueueUrl, message);
  await remove(QueueUrl, message);
  const garbage = { ReceiptHandle: 'garbage' } as Message;
  await expect(remove(QueueUrl, garbage)).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  await expect(hide(QueueUrl, garbage, 1)).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  const Entries = [
    { Id: 'right', ReceiptHandle: message!.ReceiptHandle! },
    { Id: 'wrong', ReceiptHandle: 'garbage' },
  ];
  const both = await world.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  expect(both.Successful).toEqual([{ Id: 'right' }]);
  expect(both.Failed).toMatchObject([{ Id: 'wrong', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
  const none = await world.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: Entries.slice(1) }));
  expect(none.Failed).toMatchObject([{ Id: 'wrong' }]);
  expect(none.Successful ?? []).toEqual([]);
});

test("another account's queue is not there, whatever is asked of it", async () => {
  const url = (await createQueue()).replace('/123456789012/', '/999999999999/');
  await expect(send(url, 'x')).rejects.toBeInstanceOf(QueueDoesNotExist);
  await expect(receive(url)).rejects.toBeInstanceOf(QueueDoesNotExist);
  await expect(world.sqs.send(new DeleteQueueCommand({ QueueUrl: url }))).rejects.toThrow(QueueDoesNotExist);
});

test('a queue comes back under its name 60 seconds after it was deleted, not sooner', async () => {
  const QueueUrl = await createQueue();
  const QueueName = QueueUrl.split('/').at(-1)!;
  const create = () => world.sqs.send(new CreateQueueCommand({ QueueName }));
  await world.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await expect(create()).rejects.toBeInstanceOf(QueueDeletedRecently);
  passTime(59_000);
  await expect(create()).rejects.toThrow('You must wait 60 seconds');
  passTime(1100);
  expect((await create()).QueueUrl).toBe(QueueUrl);
});

test('attributes that nobody asked for do not come; unknown ones are refused', async () => {
  const QueueUrl = await createQueue();
  const ask = (AttributeNames?: string[]) =>
    world.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: AttributeNames as QueueAttributeName[] }),
    );
  expect((await ask()).Attributes).toBeUndefined();
  expect((await ask([])).Attributes).toBeUndefined();
  expect(Object.keys((await ask(['QueueArn'])).Attributes!)).toEqual(['QueueArn']);
  await expect(ask(['QueueArn', 'Nope'])).rejects.toBeInstanceOf(InvalidAttributeName);
});

test('a queue is purged once a minute, each on its own', async () => {
  const [QueueUrl, other] = [await createQueue(), await createQueue()];
  const purge = (url: string) => world.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  await send(QueueUrl, 'x');
  await purge(QueueUrl);
  expect(await receive(QueueUrl)).toEqual([]);
  await expect(purge(QueueUrl)).rejects.toBeInstanceOf(PurgeQueueInProgress);
  await purge(other);
  passTime(60_100);
  await purge(QueueUrl);
  const none = purge(`${QueueUrl}-none`);
  await expect(none).rejects.toBeInstanceOf(QueueDoesNotExist);
});

test.each([
  ['Policy', 'nojson'],
  ['Policy', '[]'],
  ['Policy', '"x"'],
  ['RedriveAllowPolicy', '{'],
  ['RedriveAllowPolicy', '{"redrivePermission":"some"}'],
])('%s %s is refused, for a new queue and for one that is there', async (name, value) => {
  const Attributes = { [name]: value };
  await expect(createQueue('', Attributes)).rejects.toBeInstanceOf(InvalidAttributeValue);
  const QueueUrl = await createQueue();
  const set = world.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  await expect(set).rejects.toBeInstanceOf(InvalidAttributeValue);
});

test('an empty policy takes the policy away', async () => {
  const Policy = '{"Version":"2012-10-17","Statement":[]}';
  const QueueUrl = await createQueue('', { Policy });
  await world.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  expect((await attributesOf(QueueUrl)).Policy).toBeUndefined();
});

test('groups that deduplicate on their own are refused, the usual scope is taken', async () => {
  const high = { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' };
  await expect(createFifo(high)).rejects.toBeInstanceOf(UnsupportedOperation);
  const usual = { DeduplicationScope: 'queue', FifoThroughputLimit: 'perQueue' };
  const QueueUrl = await createFifo(usual);
  const set = (Attributes: Record<string, string>) =>
    world.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  await set({ ...usual, VisibilityTimeout: '7' });
  expect(await attributesOf(QueueUrl)).toMatchObject({ ...usual, VisibilityTimeout: '7' });
  await expect(set(high)).rejects.toBeInstanceOf(UnsupportedOperation);
  await expect(set({ FifoThroughputLimit: 'perMessageGroupId' })).rejects.toBeInstanceOf(
    InvalidAttributeValue,
  );
  await expect(set({ DeduplicationScope: 'all' })).rejects.toBeInstanceOf(InvalidAttributeValue);
});

test('a refusal quotes the account that was sent', async () => {
  const RedrivePolicy = `{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:${world.accountId}:none","maxReceiveCount":3}`;
  await expect(createQueue('', { RedrivePolicy })).rejects.toThrow(`Value ${RedrivePolicy} for parameter`);
});
