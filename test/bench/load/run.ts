import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startWorld } from '../../../infra/local/world.ts';
import { clientOf } from '../../helpers/sdk.ts';
import type { Answers, LoadMessage, LoadPlan, Sent } from './plan.ts';

/** After so long what is still in the queue counts as lost, seconds. */
const mostDrainSeconds = 480;

interface LoadResult {
  readonly sent: Sent;
  readonly answers: Answers;
  /** From the last request to the empty queue, seconds. */
  readonly drainSeconds: number;
  /** What still waited when the last request was sent. */
  readonly backlog: number;
  readonly left: number;
  readonly deadLetters: number;
  /** Errors of functions. */
  readonly faults: readonly string[];
}

/** The built bundles in the local world, pressed by a process of its own; everything on 127.0.0.1. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const sender = fork(fileURLToPath(new URL('./sender.ts', import.meta.url)));
  const heard = async <Type extends LoadMessage['type']>(type: Type) => {
    for (;;) {
      const [message] = (await once(sender, 'message')) as [LoadMessage];
      if (message.type === type) return message as Extract<LoadMessage, { type: Type }>;
    }
  };
  const { slackApiUrl } = await heard('listening');
  const faults: string[] = [];
  const world = await startWorld({
    params: { 'slack-api-url': slackApiUrl },
    onError: (name, error) => faults.push(`${name}: ${String(error)}`),
  });
  try {
    const sqs = new SQSClient(clientOf(world.aws.url, 'us-east-1'));
    const commands = world.aws.queueUrl('ecs-ops-bot-local-commands.fifo');
    const sending = heard('sent');
    const start: LoadMessage = {
      type: 'start',
      plan,
      secret: world.signingSecret,
      url: `${world.functions.api.url}/slack`,
    };
    sender.send(start);
    const { sent } = await sending;
    const ended = performance.now();
    const backlog = await queueCounts(sqs, commands);
    let left = backlog;
    while (left > 0 && performance.now() - ended < mostDrainSeconds * 1000) {
      await setTimeout(100);
      left = await queueCounts(sqs, commands);
    }
    const drainSeconds = (performance.now() - ended) / 1000;
    const counting = heard('answers');
    sender.send({ type: 'count' } satisfies LoadMessage);
    const { answers } = await counting;
    const deadLetters = await queueCounts(sqs, world.aws.queueUrl('ecs-ops-bot-local-commands-dead.fifo'));
    return { sent, answers, drainSeconds, backlog, left, deadLetters, faults };
  } finally {
    sender.kill();
    await world.close();
  }
}

/** Messages that wait in a queue or are being worked on. */
async function queueCounts(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
}
