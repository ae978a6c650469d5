import { SendMessageCommand } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bodies,
  createFifo,
  hide,
  passTime,
  receive,
  remove,
  send,
  shareQueues,
  world,
} from '../../helpers/queues.ts';

shareQueues();

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

test('a FIFO queue refuses a delay per message', async () => {
  const QueueUrl = await createFifo();
  const fifo = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  const command = new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 5, ...fifo });
  await expect(world.sqs.send(command)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});
