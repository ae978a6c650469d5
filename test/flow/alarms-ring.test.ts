import { fileURLToPath } from 'node:url';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServiceError } from '../../infra/local/aws/service-error.ts';
import { readService } from '../../infra/local/lambda/read-service.ts';
import { type Bot, startBot } from './helpers/start-bot.ts';
import { typeInSlack } from './helpers/type-in-slack.ts';
import { waitFor } from './helpers/wait-for.ts';

// Each alarm is made to ring by what it is there for: the local functions, queues and HTTP API are counted as CloudWatch counts the real
// ones, and the template's alarms look at these numbers.

const root = fileURLToPath(new URL('../../', import.meta.url));
const alarms = Object.values(readService({ root, stage: 'local', region: 'us-east-1', params: {} }).resources)
  .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
  .map(({ Properties }) => String(Properties.AlarmName));

let bot: Bot;
const turnedAway: unknown[] = [];
const texts = (name: string) =>
  bot.sink.received
    .filter(({ method, body }) => method === 'chat.postMessage' && String(body.text).includes(`\`${name}\``))
    .map(({ body }) => String(body.text));

beforeAll(async () => {
  bot = await startBot({
    onError: (_, error) => {
      if ((error as Error).name === 'TooManyRequestsException') turnedAway.push(error);
    },
  });
});
afterAll(() => bot?.close());

/** What is wrong, for each alarm by the end of its name; then the alarm is looked at, as late as it needs. */
const wrongs: readonly [ends: string, laterMs: number, go: () => Promise<unknown>][] = [
  ['commands-dead-letters', 0, () => send('commands-dead.fifo', 'a job that failed three times', 'dead')],
  ['events-dead-letters', 0, () => send('events-dead', 'an event that EventBridge could not deliver')],
  ['commands-age', 61_000, () => send('commands.fifo', 'no job', 'age')],
  // It failed, and is hidden until it is tried again.
  ['events-age', 1_201_000, () => send('events', 'no event')],
  ['front-door-refusals', 0, () => Promise.all(Array.from({ length: 101 }, () => post('unsigned')))],
  ['slack-errors', 0, () => crash('slack')],
  ['worker-errors', 0, () => crash('worker')],
  ['task-events-errors', 0, () => crash('task-events')],
  [
    'worker-failures',
    0,
    () => Promise.all([1, 2, 3, 4, 5, 6].map((n) => send('commands.fifo', `no ${n}`, `f${n}`))),
  ],
  ['task-events-failures', 0, () => Promise.all([1, 2, 3, 4, 5, 6].map((n) => send('events', `no ${n}`)))],
  ['slack-throttles', 0, () => throttled(() => post('one of too many'))],
  ['worker-throttles', 0, () => throttled(() => send('commands.fifo', 'one of too many', 'throttled'))],
  ['task-events-throttles', 0, () => throttled(() => send('events', 'one of too many'))],
];

async function send(queue: string, MessageBody: string, group?: string): Promise<void> {
  const fifo = group !== undefined && { MessageGroupId: group, MessageDeduplicationId: crypto.randomUUID() };
  const QueueUrl = bot.world.aws.queueUrl(`ecs-ops-bot-local-${queue}`);
  await bot.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...fifo }));
}
const post = (body: string) => fetch(`${bot.world.functions.api.url}/slack`, { method: 'POST', body });
/** Ends the function's instance while it runs; one that was faster than that is run again. */
async function crash(name: string): Promise<void> {
  const target = bot.world.functions.functions.get(name);
  await waitFor('a crash', async () => {
    const running = target?.invoke({ Records: [] }).then(
      () => false,
      () => true,
    );
    await new Promise((resolve) => setImmediate(resolve));
    await target?.kill();
    return running;
  });
}
async function throttled(run: () => Promise<unknown>): Promise<void> {
  const { limits } = bot.world.functions;
  const { concurrency } = limits;
  limits.concurrency = 0;
  await run();
  await waitFor('a call that was turned away', () => turnedAway.length > 0);
  turnedAway.length = 0;
  limits.concurrency = concurrency;
}

test.each(wrongs)('%s rings when that goes wrong in the local world', async (ends, laterMs, go) => {
  const name = `ecs-ops-bot-local-${ends}`;
  await go();
  await waitFor(`${name} to be told`, async () => {
    await bot.world.alarms.evaluate(Date.now() + laterMs);
    return texts(name).some((text) => text.includes(':rotating_light:'));
  });
});

test('front-door-errors rings when the front door can not read its secret; every alarm has been rung', async () => {
  const blind = await startBot({
    intercept: ({ service, action, accessKeyId }) =>
      service === 'ssm' && action === 'GetParameter' && accessKeyId === 'slack'
        ? new ServiceError('InternalServerError', 'Try again.', 500)
        : undefined,
  });
  const answer = await typeInSlack(blind.world, 'clusters');
  expect(answer.status).toBe(503);
  await blind.world.alarms.evaluate(Date.now());
  await waitFor('the alarm', () =>
    blind.sink.received.find(({ body }) => String(body.text).includes('local-front-door-errors`')),
  );
  await blind.close();
  const rung = [...wrongs.map(([ends]) => ends), 'front-door-errors'].map(
    (ends) => `ecs-ops-bot-local-${ends}`,
  );
  expect(rung.sort()).toEqual([...alarms].sort());
});
