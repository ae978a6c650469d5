import type { SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { NotShownYet } from '../../../src/changes/card.ts';
import { receiveBatch } from '../../../src/slack/jobs.ts';

/** Seconds until a job comes back that fails like this on its first and its second try. */
async function comesBackAfter(error: unknown): Promise<number[]> {
  const seconds: number[] = [];
  for (const tries of ['1', '2']) {
    const attributes = { ApproximateReceiveCount: tries } as SQSRecord['attributes'];
    const record = { body: '{"kind":"line"}', messageId: 'a', receiptHandle: 'b', attributes } as SQSRecord;
    const failures = await receiveBatch(
      { Records: [record] },
      {
        receiver: { receive: () => Promise.reject(error) } as never,
        runRevert: async () => {},
        runCheck: async () => {},
        sqs: {
          send: async ({ input }: { input: { VisibilityTimeout: number } }) => {
            seconds.push(input.VisibilityTimeout);
          },
        } as never,
        queueUrl: 'q',
        logger: { error: () => {} },
      },
    );
    expect(failures).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  }
  return seconds;
}

test('a job that failed comes back soon; one that waits for ECS’s reads when they have caught up, as Bolt wraps it too', async () => {
  expect(await comesBackAfter(new Error('It broke.'))).toEqual([5, 20]);
  expect(await comesBackAfter(undefined)).toEqual([5, 20]);
  expect(await comesBackAfter(new NotShownYet(55))).toEqual([55, 55]);
  expect(await comesBackAfter(Object.assign(new Error(), { original: new NotShownYet(55) }))).toEqual([
    55, 55,
  ]);
});
