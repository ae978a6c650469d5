import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { test as base } from 'vitest';
import { startWorld, type World, type WorldOptions } from '../../infra/local/world.ts';
import type { Job } from '../../src/front-door/job.ts';
import { type SlackSink, type Sunk, startSlackSink } from './slack-sink.ts';
import { waitFor } from './wait-for.ts';

/** The built bot in the local world, with a Slack that takes everything and lets a test look. */
export interface Bot {
  readonly world: World;
  readonly sink: SlackSink;
  readonly ecs: ECSClient;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  readonly dynamodb: DynamoDBClient;
  /** For a client of another service. */
  readonly client: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** Queues a job in its person's group; `times` deliveries that the queue itself does not know to be the same. */
  queue(job: Job, times?: number): Promise<void>;
  /** Queues a job and waits for the first answer to its response_url that is no mere acknowledgement. */
  answerTo(job: Job): Promise<Sunk>;
  close(): Promise<void>;
}

/** A card that says that its press has come: the answer follows. */
export function isAcknowledgement({ body }: Sunk): boolean {
  return /Working on it …$/.test(String(body.text));
}

/** `U0OPERATOR` may change things, everybody else may look; `C0LOCAL0OPS` is the default channel. */
export async function startBot(options: WorldOptions = {}): Promise<Bot> {
  const sink = await startSlackSink();
  const world = await startWorld({
    speed: 100,
    ...options,
    params: { 'slack-api-url': sink.apiUrl, ...options.params },
  });
  const client = {
    endpoint: world.aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const sqs = new SQSClient(client);
  const queue = (job: Job, times = 1) =>
    queueJob(sqs, world.aws.queueUrl('ecs-ops-bot-local-commands.fifo'), job, times);
  return {
    ...{ world, sink, sqs, client, queue },
    ecs: new ECSClient(client),
    ssm: new SSMClient(client),
    dynamodb: new DynamoDBClient(client),
    async answerTo(job) {
      const to = new URL(String(job.body.response_url)).pathname.slice(1);
      await queue(job);
      const isAnswer = (sunk: Sunk) => sunk.to === to && !isAcknowledgement(sunk);
      return waitFor(`an answer to ${to}`, () => sink.received.find(isAnswer), 25_000);
    },
    async close() {
      await world.close();
      sink.close();
    },
  };
}

/** Tests of one file that share a bot, and `talk` to it. It is started before the first of them, for that takes seconds. */
export function botTest(options: WorldOptions = {}) {
  const test = base
    .extend('worldOptions', { scope: 'file' }, options)
    .extend('bot', { scope: 'file' }, async ({ worldOptions }, { onCleanup }) => {
      const bot = await startBot(worldOptions);
      onCleanup(() => bot.close());
      return bot;
    })
    .extend('talk', { scope: 'file' }, ({ bot }) => converse(bot));
  test.beforeAll(({ bot: _ }) => {});
  return test;
}

export type Talk = ReturnType<typeof converse>;

/** Talking to the bot as people do; each request has a response_url of its own, by which its answer is known. */
export function converse(bot: Bot) {
  let requests = 0;
  /** Somebody, in #ops unless said otherwise. */
  const someone = (userId = 'U0OPERATOR', channelId = 'C0LOCAL0OPS'): Person => {
    requests += 1;
    return { userId, channelId, responseUrl: bot.sink.responseUrl(`request-${requests}`) };
  };
  return {
    someone,
    typed: (line: string, who = someone()) => bot.answerTo(commandJob(line, who)),
    pressed: (value: string, who = someone()) => bot.answerTo(pressJob(value, who)),
    text: ({ body }: Sunk) => String(body.text),
    /** The card that an answer shows. */
    cardIn: (sunk: Sunk) => /"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(sunk.body))?.[1] ?? 'none',
    posts: () => bot.sink.received.filter(({ method }) => method === 'chat.postMessage'),
  };
}

export interface Person {
  readonly userId: string;
  readonly channelId: string;
  readonly responseUrl: string;
}

/** The job of a typed line, as the front door queues it. */
export function commandJob(text: string, { userId, channelId, responseUrl }: Person): Job {
  return {
    kind: 'command',
    id: randomUUID(),
    receivedAt: Date.now(),
    body: {
      command: '/ecs',
      text,
      team_id: 'T0LOCAL001',
      user_id: userId,
      channel_id: channelId,
      channel_name: 'ops',
      response_url: responseUrl,
      trigger_id: randomUUID(),
    },
  };
}

/** The job of a press on a button that only the person sees. */
export function pressJob(value: string, { userId, channelId, responseUrl }: Person): Job {
  return {
    kind: 'action',
    id: randomUUID(),
    receivedAt: Date.now(),
    body: {
      type: 'block_actions',
      team: { id: 'T0LOCAL001' },
      user: { id: userId, team_id: 'T0LOCAL001' },
      channel: { id: channelId },
      container: { type: 'message', channel_id: channelId, is_ephemeral: true },
      response_url: responseUrl,
      trigger_id: randomUUID(),
      actions: [{ type: 'button', action_id: 'line:confirm', block_id: 'b', value, action_ts: '1' }],
    },
  };
}

/** The job of Slack's event that somebody's account was deactivated. */
export function leftJob(userId: string): Job {
  const user = { id: userId, team_id: 'T0LOCAL001', deleted: true };
  return {
    kind: 'event',
    id: randomUUID(),
    receivedAt: Date.now(),
    body: {
      type: 'event_callback',
      team_id: 'T0LOCAL001',
      event_id: `Ev${randomUUID()}`,
      event: { type: 'user_change', user },
      user_id: userId,
    },
  };
}

/** Queues a job in its person's group; `times` deliveries that the queue itself does not know to be the same. */
export async function queueJob(sqs: SQSClient, queueUrl: string, job: Job, times = 1): Promise<void> {
  const group = String(job.body.user_id ?? (job.body.user as { id: string }).id);
  for (let copy = 0; copy < times; copy += 1) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(job),
        MessageGroupId: group,
        MessageDeduplicationId: `${job.id}-${copy}`,
      }),
    );
  }
}
