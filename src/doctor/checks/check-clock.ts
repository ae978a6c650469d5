import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** AWS's date is in whole seconds, and the answer was on its way. */
const fineSeconds = 5;
/** A command that waited for two minutes changes nothing: with a clock so wrong, none would, or stale ones would. */
const mostSeconds = 60;

/** Does this Lambda's clock agree with AWS's, as the `Date` of an answer of SQS tells it? */
export async function checkClock({ sqs, queues, now }: DoctorWorld): Promise<Finding[]> {
  const [queue] = queues;
  if (queue === undefined) return [];
  const command = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['QueueArn'] });
  let theirs = Number.NaN;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers = {} } = result.response as { readonly headers?: Readonly<Record<string, string>> };
      theirs = Date.parse(headers.date ?? '');
      return result;
    },
    { step: 'deserialize' },
  );
  const before = now();
  await sqs.send(command);
  // Half a second is what the whole second hides on average.
  const ours = (before + now()) / 2 - 500;
  return [judgeClock(Math.round((ours - theirs) / 1000))];
}

/** @param seconds by which ours is ahead */
function judgeClock(seconds: number): Finding {
  if (Number.isNaN(seconds)) return { level: 'WARN', code: 'clockUnknown' };
  const off = Math.abs(seconds);
  if (off <= fineSeconds) return { level: 'OK', code: 'clockRight', seconds };
  return { level: off > mostSeconds ? 'FAIL' : 'WARN', code: 'clockOff', seconds };
}
