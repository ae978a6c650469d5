import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  InvalidAttributeName,
  InvalidAttributeValue,
  ListQueuesCommand,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  type QueueAttributeName,
  QueueDeletedRecently,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  UnsupportedOperation,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import {
  attributesOf,
  createFifo,
  createQueue,
  passTime,
  receive,
  send,
  shareQueues,
  world,
} from '../../helpers/queues.ts';

shareQueues();

test('the queue urls it hands out name its own host, port and account', async () => {
  const url = await createQueue();
  const name = url.split('/').at(-1)!;
  expect(url).toBe(world.aws.queueUrl(name));
  expect((await world.sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl).toBe(url);
  expect((await world.sqs.send(new ListQueuesCommand({}))).QueueUrls).toContain(url);
  expect((await attributesOf(url)).QueueArn).toBe(`arn:aws:sqs:eu-west-1:123456789012:${name}`);
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
