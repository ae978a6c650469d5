import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { CreateQueueCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createVirtualClock } from '../../infra/local/ecs/world.ts';
import { createScheduler } from '../../infra/local/scheduler/scheduler.ts';
import { type QueuedMessage, sendToQueue } from '../../infra/local/scheduler/schedules.ts';
import { startTestAws } from './local-aws.ts';

const arn = 'arn:aws:sqs:eu-west-1:123456789012:';

/** The local Scheduler behind the real client, at noon of 2026-11-23, with a FIFO queue `jobs.fifo` and dead letters `dead`. */
export async function startTestScheduler() {
  const clock = createVirtualClock(Date.parse('2026-11-23T12:00:00Z'));
  const attempts: QueuedMessage[] = [];
  const world: { send: (message: QueuedMessage) => Promise<void> } = {
    send: () => Promise.reject(new Error('not started')),
  };
  const scheduler = createScheduler({
    clock,
    accountId: '123456789012',
    region: 'eu-west-1',
    send(message) {
      attempts.push(message);
      return world.send(message);
    },
  });
  const aws = await startTestAws([scheduler.service]);
  world.send = (message) => sendToQueue(aws.sqs, aws.aws.queueUrl, message);
  const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
  await aws.sqs.send(new CreateQueueCommand({ QueueName: 'jobs.fifo', Attributes: fifo }));
  await aws.sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  const client = new SchedulerClient(aws.client);
  const base: CreateScheduleCommandInput = {
    Name: 'return-1',
    ScheduleExpression: 'at(2026-11-23T12:00:30)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: `${arn}jobs.fifo`,
      RoleArn: 'arn:aws:iam::123456789012:role/scheduler',
      Input: '{"kind":"return"}',
      SqsParameters: { MessageGroupId: 'shop/web' },
    },
  };
  return {
    ...aws,
    scheduler,
    client,
    clock,
    attempts,
    world,
    base,
    jobScheduler: {
      client,
      queueArn: `${arn}jobs.fifo`,
      roleArn: 'arn:aws:iam::123456789012:role/scheduler',
      deadLettersArn: `${arn}dead`,
      now: () => clock.now(),
    },
    create: (input: Partial<CreateScheduleCommandInput> = {}) =>
      client.send(new CreateScheduleCommand({ ...base, ...input })),
    /** The next message of a queue; none when it stays empty for `seconds`. */
    async receive(queue: string, seconds: number): Promise<Message | undefined> {
      const answer = await aws.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: aws.aws.queueUrl(queue),
          WaitTimeSeconds: seconds,
          MessageAttributeNames: ['All'],
          AttributeNames: ['All'],
        }),
      );
      return answer.Messages?.[0];
    },
  };
}
