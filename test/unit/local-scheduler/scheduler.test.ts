import {
  ConflictException,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  paginateListSchedules,
  ResourceNotFoundException,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestScheduler } from '../../helpers/local-scheduler.ts';

let world: Awaited<ReturnType<typeof startTestScheduler>>;
beforeEach(async () => {
  world = await startTestScheduler();
});
afterEach(async () => {
  world.scheduler.close();
  await world.aws.close();
});

const names = async () =>
  (await world.client.send(new ListSchedulesCommand({}))).Schedules!.map(({ Name }) => Name);

describe('at its time', () => {
  test('a schedule sends its input to the FIFO queue, and deletes itself when asked', async () => {
    const { ScheduleArn } = await world.create({ ActionAfterCompletion: 'DELETE' });
    expect(ScheduleArn).toBe('arn:aws:scheduler:eu-west-1:123456789012:schedule/default/return-1');
    world.clock.advance(29_000);
    expect(world.attempts).toEqual([]);
    world.clock.advance(1000);
    const message = await world.receive('jobs.fifo', 5);
    expect(message).toMatchObject({ Body: '{"kind":"return"}', Attributes: { MessageGroupId: 'shop/web' } });
    await vi.waitFor(async () => expect(await names()).toEqual([]));
  });

  test('without that it stays, and does not send again', async () => {
    await world.create();
    world.clock.advance(30_000);
    expect(await world.receive('jobs.fifo', 5)).toBeDefined();
    world.clock.advance(3_600_000);
    expect(world.attempts).toHaveLength(1);
    expect(await names()).toEqual(['return-1']);
  });

  test('in the time zone that it names', async () => {
    await world.create({
      ScheduleExpression: 'at(2026-11-23T13:00:30)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
    world.clock.advance(30_000);
    expect(await world.receive('jobs.fifo', 5)).toBeDefined();
  });

  test('two schedules with one input are one message: the queue takes its content for its id', async () => {
    await world.create();
    await world.create({ Name: 'return-2' });
    world.clock.advance(30_000);
    await vi.waitFor(() => expect(world.attempts).toHaveLength(2));
    const attributes = (await world.receive('jobs.fifo', 5))?.Attributes;
    expect(attributes?.MessageDeduplicationId).toMatch(/^[0-9a-f]{64}$/);
    expect(await world.receive('jobs.fifo', 0)).toBeUndefined();
  });

  test('nothing comes of one that is disabled, deleted, or was there when the world closed', async () => {
    await world.create({ State: 'DISABLED' });
    await world.create({ Name: 'deleted' });
    await world.client.send(new DeleteScheduleCommand({ Name: 'deleted' }));
    await world.create({ Name: 'closed' });
    world.scheduler.close();
    world.clock.advance(60_000);
    expect(world.attempts).toEqual([]);
  });

  test('a year away is no timer too long', async () => {
    await world.create({ ScheduleExpression: 'at(2027-11-23T12:00:00)' });
    world.clock.advance(364 * 86_400_000);
    expect(world.attempts).toEqual([]);
    world.clock.advance(86_400_000);
    expect(world.attempts).toHaveLength(1);
  });
});

test('what can not be sent is tried again by its retry policy and ends as a dead letter', async () => {
  const gone = 'arn:aws:sqs:eu-west-1:123456789012:gone.fifo';
  await world.create({
    ActionAfterCompletion: 'DELETE',
    Target: {
      ...world.base.Target!,
      Arn: gone,
      RetryPolicy: { MaximumRetryAttempts: 2 },
      DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:123456789012:dead' },
    },
  });
  world.clock.advance(30_000);
  await vi.waitFor(() => {
    world.clock.advance(2000);
    expect(world.attempts).toHaveLength(4);
  });
  const letter = await world.receive('dead', 5);
  expect(world.attempts.map(({ queueArn }) => queueArn)).toEqual([
    gone,
    gone,
    gone,
    'arn:aws:sqs:eu-west-1:123456789012:dead',
  ]);
  expect(letter?.Body).toBe('{"kind":"return"}');
  const said = Object.entries(letter!.MessageAttributes!).map(([name, { StringValue }]) => [
    name,
    StringValue,
  ]);
  expect(Object.fromEntries(said)).toMatchObject({
    ERROR_CODE: 'QueueDoesNotExist',
    EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
    RETRY_ATTEMPTS: '2',
    TARGET_ARN: gone,
  });
  expect(await names()).toEqual([]);
});

test('a name is taken by another request, not by the same one coming again', async () => {
  await world.create({ ClientToken: 'one' });
  await expect(world.create({ ClientToken: 'one' })).resolves.toBeDefined();
  await expect(world.create({ ClientToken: 'two' })).rejects.toBeInstanceOf(ConflictException);
  const other = { ClientToken: 'one', ScheduleExpression: 'at(2026-11-23T12:01:00)' };
  await expect(world.create(other)).rejects.toBeInstanceOf(ConflictException);
});

test('a schedule reads as it was made', async () => {
  await world.create({ Description: 'back to 3' });
  const read = await world.client.send(new GetScheduleCommand({ Name: 'return-1', GroupName: 'default' }));
  expect(read).toMatchObject({
    Arn: 'arn:aws:scheduler:eu-west-1:123456789012:schedule/default/return-1',
    Description: 'back to 3',
    ScheduleExpression: 'at(2026-11-23T12:00:30)',
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    ActionAfterCompletion: 'NONE',
    CreationDate: new Date('2026-11-23T12:00:00Z'),
    Target: { SqsParameters: { MessageGroupId: 'shop/web' } },
  });
  expect(read).not.toHaveProperty('ClientToken');
});

test('schedules come by name, in pages, filtered by prefix and state', async () => {
  for (const Name of ['b', 'a', 'c']) await world.create({ Name });
  await world.create({ Name: 'b-off', State: 'DISABLED' });
  const found: (string | undefined)[] = [];
  for await (const page of paginateListSchedules({ client: world.client, pageSize: 2 }, {})) {
    found.push(...page.Schedules!.map(({ Name }) => Name));
  }
  expect(found).toEqual(['a', 'b', 'b-off', 'c']);
  const b = await world.client.send(new ListSchedulesCommand({ NamePrefix: 'b', State: 'ENABLED' }));
  expect(b.Schedules!.map(({ Name }) => Name)).toEqual(['b']);
});

describe('what is refused', () => {
  const target = (changed: object) =>
    ({ Target: { Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs.fifo', ...changed } }) as never;
  const RoleArn = 'arn:aws:iam::123456789012:role/scheduler';
  const SqsParameters = { MessageGroupId: 'g' };

  test.each<[string, Partial<CreateScheduleCommandInput>, RegExp]>([
    ['a time that has passed', { ScheduleExpression: 'at(2026-11-23T12:00:00)' }, /Invalid Schedule Exp/],
    ['milliseconds', { ScheduleExpression: 'at(2026-11-23T12:00:30.000)' }, /Invalid Schedule Exp/],
    ['a Z', { ScheduleExpression: 'at(2026-11-23T12:00:30Z)' }, /Invalid Schedule Exp/],
    ['a day that does not exist', { ScheduleExpression: 'at(2027-02-31T12:00:00)' }, /Invalid Schedule Exp/],
    ['rates, which the local one can not', { ScheduleExpression: 'rate(5 minutes)' }, /at\(…\) only/],
    ['a zone that does not exist', { ScheduleExpressionTimezone: 'Europe/Atlantis' }, /Timezone/],
    ['a window of no length', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, /MaximumWindow/],
    ['no role', target({ SqsParameters }), /RoleArn/],
    ['a role that is none', target({ SqsParameters, RoleArn: 'scheduler' }), /RoleArn/],
    ['a FIFO queue without a group', target({ RoleArn }), /MessageGroupId/],
    ['another kind of target', target({ RoleArn, Arn: 'arn:aws:lambda:x' }), /SQS queues only/],
    [
      'a FIFO queue for dead letters',
      target({
        RoleArn,
        SqsParameters,
        DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:123456789012:dead.fifo' },
      }),
      /DeadLetterConfig/,
    ],
    ['a token with a space', { ClientToken: 'a b' }, /clientToken/],
    ['a name with a space', { Name: 'a b' }, /'name'/],
  ])('%s', async (_, input, message) => {
    const error = await world.create(input).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValidationException);
    expect((error as Error).message).toMatch(message);
    expect(await names()).toEqual([]);
  });

  test('a group that does not exist, and a schedule that does not', async () => {
    await expect(world.create({ GroupName: 'mine' })).rejects.toBeInstanceOf(ResourceNotFoundException);
    const gone = new GetScheduleCommand({ Name: 'gone' });
    await expect(world.client.send(gone)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Schedule gone does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('an action that is not served', async () => {
    const response = await fetch(`${world.aws.url}/schedule-groups/mine`, {
      method: 'POST',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=x/20261123/eu-west-1/scheduler/aws4_request, x',
      },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
  });
});

test('each request is told by service and action, as those of the other protocols are', async () => {
  await world.create();
  expect(world.requests.at(-1)).toEqual({
    accessKeyId: 'x',
    service: 'scheduler',
    action: 'CreateSchedule',
    status: 200,
  });
});
