import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scheduleJob } from '../../../src/aws/scheduler.ts';
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

const job = { name: 'ecs-ops-bot-prod-1', job: { kind: 'return', id: '1' }, group: 'return-1' };
const read = () => world.client.send(new GetScheduleCommand({ Name: job.name }));

test('a job is sent once, at the first whole second, and its schedule goes with it', async () => {
  const at = Date.parse('2026-11-23T12:00:30.200Z');
  await scheduleJob(world.jobScheduler, { ...job, at });
  expect(await read()).toMatchObject({
    ScheduleExpression: 'at(2026-11-23T12:00:31)',
    ActionAfterCompletion: 'DELETE',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { DeadLetterConfig: { Arn: world.jobScheduler.deadLettersArn } },
  });
  world.clock.advance(31_000);
  expect(JSON.parse((await world.receive('jobs.fifo', 5))!.Body!)).toEqual(job.job);
});

test('twice under one name is one job, and the first time stands', async () => {
  const at = Date.parse('2026-11-23T14:00:00Z');
  await scheduleJob(world.jobScheduler, { ...job, at });
  await scheduleJob(world.jobScheduler, { ...job, at: at + 60_000 });
  expect((await read()).ScheduleExpression).toBe('at(2026-11-23T14:00:00)');
});

test('a time that has passed is five seconds from now, since Scheduler refuses it', async () => {
  await scheduleJob(world.jobScheduler, { ...job, at: Date.parse('2026-11-23T11:59:00Z') });
  expect((await read()).ScheduleExpression).toBe('at(2026-11-23T12:00:05)');
});

test('what Scheduler refuses is thrown', async () => {
  const bad = scheduleJob(world.jobScheduler, { ...job, name: 'a b', at: 0 });
  await expect(bad).rejects.toMatchObject({ name: 'ValidationException' });
});

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
