import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Clients } from '../create-clients.ts';
import type { DeployedStack } from '../read-stack.ts';
import type { Finding } from './finding.ts';
import { ofType } from './of-type.ts';

/** Do the queues answer, and are the dead-letter queues, those that redrive to no other, empty? */
export async function checkQueues({ sqs }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::SQS::Queue').map(async (QueueUrl): Promise<Finding> => {
    const part = `queue ${QueueUrl.split('/').at(-1)}`;
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy'],
      }),
    );
    const waiting = Number(Attributes.ApproximateNumberOfMessages ?? 0);
    const says = `answers, ${waiting} waiting`;
    if (Attributes.RedrivePolicy || waiting === 0) return { level: 'OK', part, says };
    const todo =
      'Read them in the SQS console and the function’s log; `npm run redrive` gives them back once the cause is mended.';
    return { level: 'WARN', part, says: `${waiting} could not be handled`, todo };
  });
  return Promise.all(findings);
}
