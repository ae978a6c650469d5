import { ServiceError } from '../service-error.ts';
import { refuseRedrive } from './refuse-redrive.ts';

const KNOWN_ATTRIBUTES = new Set([
  'DelaySeconds',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
]);
const FIFO_ATTRIBUTES = new Set([
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoQueue',
  'FifoThroughputLimit',
]);

/**
 * Refuses what SQS refuses in a queue's name and attributes and fauxqs lets through: wiring that is wrong here would
 * otherwise fail only at the deploy. `queueArns` are the queues that exist.
 */
export function refuseQueue(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  { isNew, queueArns }: { isNew: boolean; queueArns: readonly string[] },
): void {
  const isFifo = name.endsWith('.fifo');
  for (const attribute of Object.keys(attributes)) {
    if (KNOWN_ATTRIBUTES.has(attribute) || (isFifo && FIFO_ATTRIBUTES.has(attribute))) continue;
    throw new ServiceError('InvalidAttributeName', `Unknown Attribute ${attribute}.`);
  }
  if (isNew) {
    if (name.length > 80 || !/^[\w-]+$/.test(isFifo ? name.slice(0, -'.fifo'.length) : name)) {
      throw new ServiceError(
        'InvalidParameterValue',
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    if (isFifo && attributes.FifoQueue !== 'true') {
      throw new ServiceError(
        'InvalidParameterValue',
        'The name of a standard queue must not end with .fifo; a FIFO queue needs the attribute FifoQueue.',
      );
    }
  }
  refuseRedrive(attributes.RedrivePolicy, isFifo, queueArns);
}
