import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { moveMessages } from '../../../infra/deploy/queues.ts';
import { startTestAws } from '../../helpers/local-aws.ts';

async function queues(suffix = '', Attributes: Record<string, string> = {}) {
  const { aws, sqs } = await startTestAws();
  onTestFinished(() => aws.close());
  const create = async (name: string) =>
    (await sqs.send(new CreateQueueCommand({ QueueName: `${name}${suffix}`, Attributes }))).QueueUrl ?? '';
  const all = async (QueueUrl: string) => {
    const taken: (string | undefined)[][] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return taken;
      for (const { Body, Attributes: known, ReceiptHandle } of Messages) {
        taken.push([known?.MessageGroupId, Body]);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
  return { sqs, all, from: await create('dead'), to: await create('alive') };
}

test('everything that waits is moved, and nothing is left', async () => {
  const { sqs, all, from, to } = await queues();
  for (let index = 0; index < 23; index += 1) {
    await sqs.send(new SendMessageCommand({ QueueUrl: from, MessageBody: `m${index}` }));
  }
  expect(await moveMessages(sqs, { from, to })).toBe(23);
  expect(await all(from)).toEqual([]);
  const moved = (await all(to)).map(([, body]) => body);
  expect(new Set(moved).size).toBe(23);
  expect(await moveMessages(sqs, { from, to })).toBe(0);
});

test('a FIFO queue’s keep their group and order', async () => {
  const { sqs, all, from, to } = await queues('.fifo', { FifoQueue: 'true' });
  for (const body of ['1', '2', '3']) {
    for (const group of ['one', 'two']) {
      const message = { MessageBody: `${group}${body}`, MessageGroupId: group };
      await sqs.send(
        new SendMessageCommand({ QueueUrl: from, ...message, MessageDeduplicationId: `${group}${body}` }),
      );
    }
  }
  expect(await moveMessages(sqs, { from, to })).toBe(6);
  const moved = await all(to);
  for (const group of ['one', 'two']) {
    expect(moved.filter(([of]) => of === group).map(([, body]) => body)).toEqual(
      ['1', '2', '3'].map((body) => `${group}${body}`),
    );
  }
});

test('what belongs elsewhere goes there, in its group', async () => {
  const { sqs, all, from, to } = await queues();
  const { QueueUrl: commands = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'commands.fifo', Attributes: { FifoQueue: 'true' } }),
  );
  for (const MessageBody of ['event', 'job'])
    await sqs.send(new SendMessageCommand({ QueueUrl: from, MessageBody }));
  const elsewhere = ({ Body }: { Body?: string | undefined }) =>
    Body === 'job' ? { to: commands, group: 'return-1' } : undefined;
  expect(await moveMessages(sqs, { from, to, elsewhere })).toBe(2);
  expect(await all(to)).toEqual([[undefined, 'event']]);
  expect(await all(commands)).toEqual([['return-1', 'job']]);
  expect(await all(from)).toEqual([]);
});
