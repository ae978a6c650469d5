import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { startWorld, type World, type WorldOptions } from '../../infra/local/world.ts';
import type { Job } from '../../src/front-door/job.ts';
import { queueJob } from './jobs.ts';
import { type SlackSink, type Sunk, startSlackSink } from './start-slack-sink.ts';
import { waitFor } from './wait-for.ts';

/** The built bot in the local world, with a Slack that takes everything and lets a test look. */
export interface Bot {
  readonly world: World;
  readonly sink: SlackSink;
  readonly ecs: ECSClient;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  readonly dynamodb: DynamoDBClient;
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
  return {
    world,
    sink,
    sqs,
    ecs: new ECSClient(client),
    ssm: new SSMClient(client),
    dynamodb: new DynamoDBClient(client),
    async answerTo(job) {
      const to = new URL(String(job.body.response_url)).pathname.slice(1);
      await queueJob(sqs, world.aws.queueUrl('ecs-ops-bot-local-commands.fifo'), job);
      const isAnswer = (sunk: Sunk) => sunk.to === to && !isAcknowledgement(sunk);
      return waitFor(`an answer to ${to}`, () => sink.received.find(isAnswer), 25_000);
    },
    async close() {
      await world.close();
      sink.close();
    },
  };
}
