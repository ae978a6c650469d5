import {
  DeleteMessageBatchCommand,
  type Message,
  type MessageAttributeValue,
  type MessageSystemAttributeValue,
  ReceiptHandleIsInvalid,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSqs } from '../../../infra/local/aws/sqs.ts';
import {
  attributesOf,
  bodies,
  createQueue,
  hide,
  passTime,
  receive,
  remove,
  send,
  shareQueues,
  world,
} from '../../helpers/queues.ts';

shareQueues();

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
