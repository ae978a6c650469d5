import { ServiceError } from '../service-error.ts';
import { asRecord } from './as-record.ts';

/** Refuses a RedrivePolicy that SQS refuses: malformed, to a queue that is not there, or to one of the other kind. */
export function refuseRedrive(policy: unknown, isFifo: boolean, queueArns: readonly string[]): void {
  if (policy === undefined || policy === '') return;
  const reason = whatIsWrong(String(policy), isFifo, queueArns);
  if (reason === undefined) return;
  const value = String(policy);
  throw new ServiceError(
    'InvalidParameterValue',
    `Value ${value} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  );
}

function whatIsWrong(policy: string, isFifo: boolean, queueArns: readonly string[]): string | undefined {
  let parsed: Record<string, unknown>;
  try {
    parsed = asRecord(JSON.parse(policy));
  } catch {
    return 'Redrive policy is not a valid JSON map.';
  }
  const arn = String(parsed.deadLetterTargetArn ?? '');
  const count = Number(parsed.maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    return 'Invalid value for maxReceiveCount: it must be from 1 to 1000.';
  }
  if (!queueArns.includes(arn)) return 'Dead letter target does not exist.';
  if (arn.endsWith('.fifo') !== isFifo) {
    return 'Dead-letter queue must be the same type of queue as the source.';
  }
  return undefined;
}
