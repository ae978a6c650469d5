import { ServiceError } from '../../../../infra/local/aws/wire.ts';

/** A queue's attributes, all texts as SQS has them. */
export type QueueAttributes = Readonly<Record<string, string>>;

const defaults: QueueAttributes = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const fifoDefaults: QueueAttributes = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

const bounds: Readonly<Record<string, readonly [number, number]>> = {
  VisibilityTimeout: [0, 43_200],
  DelaySeconds: [0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  MaximumMessageSize: [1_024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
};

/** A new queue's attributes with SQS's defaults; refuses numbers out of bounds. */
export function readAttributes(given: Readonly<Record<string, unknown>>, isFifo: boolean): QueueAttributes {
  for (const [name, [least, most]] of Object.entries(bounds)) {
    if (given[name] === undefined) continue;
    const number = Number(given[name]);
    if (Number.isInteger(number) && number >= least && number <= most) continue;
    const reason = `Must be between ${least} and ${most}.`;
    const message = `Invalid value for the parameter ${name}. Reason: ${reason}`;
    throw new ServiceError('InvalidAttributeValue', message);
  }
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)]);
  return { ...defaults, ...(isFifo && fifoDefaults), ...Object.fromEntries(texts) };
}

/** Refuses to make a queue again that has other attributes. */
export function refuseDifferent(known: QueueAttributes, given: Readonly<Record<string, unknown>>): void {
  const different = Object.keys(given).find((name) => known[name] !== given[name]);
  if (different === undefined) return;
  const message = `A queue already exists with the same name and a different value for attribute ${different}`;
  throw new ServiceError('QueueNameExists', message);
}

/** Those that were asked for, if the queue has them; an empty text is none. */
export function shownAttributes(asked: unknown, all: QueueAttributes): QueueAttributes {
  const names: readonly unknown[] = Array.isArray(asked) ? asked : [];
  const shown = Object.entries(all).filter(
    ([name, value]) => value !== '' && (names.includes('All') || names.includes(name)),
  );
  return Object.fromEntries(shown);
}
