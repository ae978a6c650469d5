import { ServiceError } from '../service-error.ts';
import { refuseRedrive } from './refuse-redrive.ts';

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
  if (isNew) {
    if (name.length > 80 || !/^[\w-]+$/.test(isFifo ? name.slice(0, -'.fifo'.length) : name)) {
      throw new ServiceError(
        'InvalidParameterValue',
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    if (isFifo !== (attributes.FifoQueue === 'true')) {
      throw new ServiceError(
        'InvalidParameterValue',
        "A FIFO queue's name must end with .fifo, and its attribute FifoQueue must be true.",
      );
    }
    if (!isFifo && attributes.FifoQueue !== undefined) {
      throw new ServiceError('InvalidAttributeName', 'Unknown Attribute FifoQueue.');
    }
  }
  if (!isFifo && attributes.ContentBasedDeduplication !== undefined) {
    throw new ServiceError('InvalidAttributeName', 'Unknown Attribute ContentBasedDeduplication.');
  }
  refuseRedrive(attributes.RedrivePolicy, isFifo, queueArns);
}
