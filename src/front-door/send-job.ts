import type { AwsClient } from './create-aws-client.ts';
import type { Job } from './job.ts';

/**
 * `aws sqs send-message` to the FIFO queue of commands. Sending the same job again within 5 minutes queues nothing.
 * @throws AwsRefusal, NoAnswer
 */
export async function sendJob(
  sqs: AwsClient,
  queueUrl: string,
  job: Job,
  group: string,
  deadline: number,
): Promise<void> {
  const input = {
    QueueUrl: queueUrl,
    MessageBody: escapeForSqs(JSON.stringify(job)),
    MessageGroupId: group,
    MessageDeduplicationId: job.id,
  };
  await sqs.call('SendMessage', input, deadline);
}

/** The only characters that JSON leaves as they are and SQS refuses; inside JSON they stand in strings alone. */
function escapeForSqs(json: string): string {
  return json.replaceAll('\ufffe', '\\ufffe').replaceAll('\uffff', '\\uffff');
}
