import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { ofType } from './checks.ts';
import type { Clients } from './clients.ts';
import { moveMessages } from './move-messages.ts';
import { ScriptProblem } from './script.ts';
import { readStack, stackName, timerPlace } from './stack.ts';

/** A queue and how many messages it was given back. */
interface Redriven {
  /** `ecs-ops-bot-prod-events`. */
  readonly queue: string;
  readonly moved: number;
}

/**
 * Gives each queue of the deployed bot what waits in its dead-letter queue. What EventBridge Scheduler could not send waits among the
 * events, as it takes no FIFO queue for its dead letters, and belongs among the commands.
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
