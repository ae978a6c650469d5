import { GetQueueAttributesCommand, QueueDoesNotExist } from '@aws-sdk/client-sqs';
import type { DoctorQueue, DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** Do the queues flow, and are the dead-letter queues empty? `aws sqs get-queue-attributes`; the counts are approximate. */
export async function checkQueues({ sqs, queues }: DoctorWorld): Promise<Finding[]> {
  return Promise.all(
    queues.map(async (queue): Promise<Finding> => {
      try {
        const { Attributes } = await sqs.send(
          new GetQueueAttributesCommand({
            QueueUrl: queue.url,
            AttributeNames: ['ApproximateNumberOfMessages'],
          }),
        );
        return judgeQueue(queue, Number(Attributes?.ApproximateNumberOfMessages ?? 0));
      } catch (error) {
        if (error instanceof QueueDoesNotExist)
          return { level: 'FAIL', code: 'queueGone', queue: nameOf(queue) };
        throw error;
      }
    }),
  );
}

function judgeQueue(given: DoctorQueue, waiting: number): Finding {
  const queue = nameOf(given);
  if (given.most === 0) {
    return waiting === 0
      ? { level: 'OK', code: 'deadLettersNone', queue }
      : { level: 'WARN', code: 'deadLetters', queue, waiting };
  }
  return waiting > given.most
    ? { level: 'WARN', code: 'queueLong', queue, waiting }
    : { level: 'OK', code: 'queueFlows', queue, waiting };
}

function nameOf({ url }: DoctorQueue): string {
  return url.split('/').at(-1) ?? url;
}
