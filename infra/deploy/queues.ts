import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

import { ofType } from './checks.ts';
import type { Clients } from './clients.ts';
import { ScriptProblem } from './script.ts';
import { readStack, stackName } from './stack.ts';

/** A queue and how many messages were moved back to it. */
interface Redriven {
  /** `ecs-ops-bot-prod-events`. */
  readonly queue: string;
  readonly moved: number;
}

/**
 * Moves the messages in each dead-letter queue of the deployed bot back to its queue. What EventBridge Scheduler could not send is in the events'
 * dead-letter queue, since Scheduler takes no FIFO queue for this, and belongs in the commands queue.
 * @throws ScriptProblem when nothing is deployed there
 */
export async function redriveQueues(
  { sqs, cloudFormation }: Pick<Clients, 'sqs' | 'cloudFormation'>,
  stage: string,
): Promise<Redriven[]> {
  const stack = await readStack(cloudFormation, stackName(stage));
  if (stack === undefined) throw new ScriptProblem(`There is no stack ${stackName(stage)} in this region.`);
  const urls = ofType(stack, 'AWS::SQS::Queue');
  const redriven: Redriven[] = [];
  for (const to of urls) {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: to, AttributeNames: ['RedrivePolicy'] }),
    );
    const policy = JSON.parse(Attributes?.RedrivePolicy ?? '{}') as { deadLetterTargetArn?: string };
    const name = policy.deadLetterTargetArn?.split(':').at(-1);
    const from = urls.find((url) => name !== undefined && url.endsWith(`/${name}`));
    if (from === undefined) continue;
    const commands = urls.find((url) => url.endsWith('-commands.fifo'));
    const moved = await moveMessages(sqs, {
      from,
      to,
      elsewhere: (message) => timerPlace(message, commands),
    });
    redriven.push({ queue: to.split('/').at(-1) ?? to, moved });
  }
  return redriven;
}

/**
 * Where a dead letter of EventBridge Scheduler belongs: `{ "kind": "return", "changeId": … }` in the commands queue, in the group that
 * src/changes/revert.ts gave it. Undefined for every other message.
 */
export function timerPlace(
  { Body = '', Attributes }: Message,
  commands: string | undefined,
): Elsewhere | undefined {
  if (commands === undefined || Attributes?.MessageGroupId !== undefined) return undefined;
  try {
    const job = JSON.parse(Body) as { readonly kind?: unknown; readonly changeId?: unknown } | null;
    if (job?.kind !== 'return' || typeof job.changeId !== 'string') return undefined;
    return { to: commands, group: `return-${job.changeId}` };
  } catch {
    return undefined;
  }
}

/** From one queue to another, by their URLs. */
interface Move {
  readonly from: string;
  readonly to: string;
  /** Where a message belongs if not in `to`. */
  readonly elsewhere?: (message: Message) => Elsewhere | undefined;
}

/** Another queue, and the message's group in it. */
interface Elsewhere {
  readonly to: string;
  readonly group: string;
}

/**
 * Moves the messages now waiting in `from`, one by one: sent first, then deleted, so an interruption repeats one and loses none. Messages of a FIFO
 * queue keep their group and order. Returns how many were moved. (StartMessageMoveTask would work only for standard queues, and only on AWS.)
 */
export async function moveMessages(sqs: SQSClient, { from, to, elsewhere }: Move): Promise<number> {
  let moved = 0;
  // Messages that fail again at once return while this runs, and are not moved twice.
  for (const most = await countOf(sqs, from); moved < most; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: Math.min(10, most - moved),
        MessageSystemAttributeNames: ['MessageGroupId'],
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) break;
    for (const message of Messages) {
      const other = elsewhere?.(message);
      await sqs.send(
        new SendMessageCommand({ QueueUrl: other?.to ?? to, ...contentOf(message, other?.group) }),
      );
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: message.ReceiptHandle }));
      moved += 1;
    }
  }
  return moved;
}

async function countOf(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}

function contentOf(
  { Body, MessageId, Attributes, MessageAttributes }: Message,
  group = Attributes?.MessageGroupId,
) {
  return {
    MessageBody: Body,
    ...(MessageAttributes && { MessageAttributes }),
    // The message's own deduplication id may still be remembered, which would drop it.
    ...(group !== undefined && { MessageGroupId: group, MessageDeduplicationId: `redrive-${MessageId}` }),
  };
}
