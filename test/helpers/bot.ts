import { randomUUID } from 'node:crypto';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import {
  type ContainerDefinition,
  DescribeServicesCommand,
  ECSClient,
  type ECSClientConfig,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { test as base } from 'vitest';
import { startWorld, type WorldOptions } from '../../infra/local/world.ts';
import type { Job } from '../../src/front-door/job.ts';
import { type SlackSink, type Sunk, startSlackSink } from './slack-sink.ts';
import { waitFor } from './wait-for.ts';

/** How a service or a task is started of such a definition. */
export const onFargate = {
  launchType: 'FARGATE' as const,
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60718'] } },
};

/** A card that says that its press has come: the answer follows. */
export function isAcknowledgement({ body }: Sunk): boolean {
  return /Working on it …$/.test(String(body.text));
}

export type Bot = Awaited<ReturnType<typeof startBot>>;

/**
 * The built bot in the local world, with a Slack that takes everything and lets a test look.
 * `U0OPERATOR` may change things, everybody else may look; `C0LOCAL0OPS` is the default channel.
 */
export async function startBot(options: WorldOptions = {}) {
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
  return {
    ...lookAt({ sink, client, queueUrl: world.aws.queueUrl, waitFor }),
    world,
    async close() {
      await world.close();
      sink.close();
    },
  };
}

interface Around {
  readonly sink: SlackSink;
  /** What the test's own clients are made of. */
  readonly client: ECSClientConfig & SQSClientConfig;
  readonly queueUrl: (name: string) => string;
  readonly waitFor: typeof waitFor;
}

/** Clients, looks and jobs for a bot that runs somewhere. */
export function lookAt({ sink, client, queueUrl: queueUrlOf, waitFor }: Around) {
  const sqs = new SQSClient(client);
  const ecs = new ECSClient(client);
  const service = async (name: string, cluster = 'shop') => {
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    return services?.[0];
  };
  const queueUrl = queueUrlOf('ecs-ops-bot-local-commands.fifo');
  const queue = (job: Job, times = 1) => queueJob(sqs, queueUrl, job, times);
  return {
    sink,
    ecs,
    sqs,
    queueUrl,
    /** For a client of another service. */
    client,
    ssm: new SSMClient(client),
    ecr: new ECRClient(client),
    dynamodb: new DynamoDBClient(client),
    autoscaling: new ApplicationAutoScalingClient(client),
    /** What ECS says of a service. */
    service,
    desiredCount: async (name: string, cluster = 'shop') => (await service(name, cluster))?.desiredCount,
    /** Registers a task definition whose one container writes to the log group `/ecs/<family>`. */
    async define(family: string, container: Omit<ContainerDefinition, 'name' | 'image'>) {
      const options = {
        'awslogs-group': `/ecs/${family}`,
        'awslogs-stream-prefix': 'ecs',
        'awslogs-region': 'us-east-1',
      };
      const app = {
        name: 'app',
        image: 'public.ecr.aws/docker/library/busybox:1.36',
        logConfiguration: { logDriver: 'awslogs' as const, options },
      };
      await ecs.send(
        new RegisterTaskDefinitionCommand({
          family,
          networkMode: 'awsvpc',
          cpu: '256',
          memory: '512',
          requiresCompatibilities: ['FARGATE'],
          executionRoleArn: 'arn:aws:iam::000000000000:role/ecsTaskExecutionRole',
          containerDefinitions: [{ ...app, ...container }],
        }),
      );
    },
    /** Queues a job in its person's group; `times` deliveries that the queue itself does not know to be the same. */
    queue,
    /** Queues a job and waits for the first answer to its response_url that is no mere acknowledgement. */
    async answerTo(job: Job): Promise<Sunk> {
      const to = new URL(String(job.body.response_url)).pathname.slice(1);
      await queue(job);
      const isAnswer = (sunk: Sunk) => sunk.to === to && !isAcknowledgement(sunk);
      return waitFor(`an answer to ${to}`, () => sink.received.find(isAnswer), 25_000);
    },
  };
}

/** What a test file shares: a bot, and talking to it. There from the file's first hook on. */
export let bot: Bot;
export let talk: ReturnType<typeof converse>;

/** Tests that share `bot` and `talk`: started before the first of them, closed after the last. */
export function botTest(options: WorldOptions = {}) {
  const test = base
    .extend('worldOptions', { scope: 'file' }, options)
    .extend('shared', { scope: 'file', auto: true }, async ({ worldOptions }, { onCleanup }) => {
      bot = await startBot(worldOptions);
      talk = converse(bot);
      onCleanup(bot.close);
    });
  // In a hook, for it takes seconds that are not the first test's.
  test.beforeAll(() => {});
  return test;
}

/** Talking to the bot as people do; each request has a response_url of its own, by which its answer is known. */
export function converse(bot: ReturnType<typeof lookAt>) {
  let requests = 0;
  /** Somebody, in #ops unless said otherwise. */
  const someone = (userId = 'U0OPERATOR', channelId = 'C0LOCAL0OPS'): Person => {
    requests += 1;
    return { userId, channelId, responseUrl: bot.sink.responseUrl(`request-${requests}`) };
  };
  const typed = (line: string, who = someone()) => bot.answerTo(commandJob(line, who));
  const pressed = (value: string, who = someone()) => bot.answerTo(pressJob(value, who));
  const cardIn = (sunk: Sunk) => /"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(sunk.body))?.[1] ?? 'none';
  return {
    someone,
    typed,
    pressed,
    text: ({ body }: Sunk) => String(body.text),
    /** The card that an answer shows. */
    cardIn,
    /** Types a line and presses the card that answers it. */
    confirmed: async (line: string) => pressed(`confirm ${cardIn(await typed(line))}`),
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

/** Queues a job in its person's group. */
async function queueJob(sqs: SQSClient, queueUrl: string, job: Job, times = 1): Promise<void> {
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
