import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRevertTimer } from '../../../src/changes/revert.ts';
import { startTestScheduler } from '../../helpers/local-scheduler.ts';

let world: Awaited<ReturnType<typeof startTestScheduler>>;
beforeEach(async () => {
  world = await startTestScheduler();
});
afterEach(async () => {
  world.scheduler.close();
  await world.aws.close();
});

test('a timer that is set again after it went off goes off again: the queue does not take it for a duplicate', async () => {
  const returns = createRevertTimer(world.jobScheduler, 'ecs-ops-bot-prod-');
  for (let round = 0; round < 2; round += 1) {
    await returns.schedule('card-1', 0);
    world.clock.advance(10_000);
    const message = await world.receive('jobs.fifo', 5);
    expect(JSON.parse(message?.Body ?? '{}')).toMatchObject({ kind: 'return', changeId: 'card-1' });
    const QueueUrl = world.aws.queueUrl('jobs.fifo');
    await world.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
  }
});
