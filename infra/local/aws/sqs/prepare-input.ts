import type { Place } from '../place.ts';
import { asRecord } from './as-record.ts';
import { FAUXQS_ACCOUNT } from './fauxqs-account.ts';
import { mapArns } from './map-arns.ts';
import { packBody } from './pack-body.ts';
import { refuseMessage } from './refuse-message.ts';
import { refuseQueue } from './refuse-queue.ts';

/**
 * A request as fauxqs is to see it: checked where fauxqs does not check, with its account in ARNs and bodies packed.
 * `queueArns` are the ARNs of the queues that exist, in fauxqs's account.
 */
export function prepareInput(
  action: string,
  input: Record<string, unknown>,
  { region, accountId }: Place,
  queueArns: readonly string[],
): Record<string, unknown> {
  const queueName = String(input.QueueName ?? input.QueueUrl ?? '').replace(/^.*\//, '');
  const isFifo = queueName.endsWith('.fifo');
  const prepareMessage = (message: Record<string, unknown>): Record<string, unknown> => {
    refuseMessage(message, isFifo);
    return { ...message, MessageBody: packBody(String(message.MessageBody ?? '')) };
  };

  if (action === 'SendMessage') return prepareMessage(input);
  if (action === 'SendMessageBatch' && Array.isArray(input.Entries)) {
    return { ...input, Entries: input.Entries.map((entry) => prepareMessage(asRecord(entry))) };
  }
  if (action !== 'CreateQueue' && action !== 'SetQueueAttributes') return input;

  const attributes = mapArns(asRecord(input.Attributes), region, accountId, FAUXQS_ACCOUNT);
  refuseQueue(queueName, attributes, { isNew: action === 'CreateQueue', queueArns });
  return { ...input, Attributes: attributes };
}
