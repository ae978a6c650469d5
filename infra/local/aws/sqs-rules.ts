import { asRecord, readJson } from '../json.ts';
import { ServiceError } from './wire.ts';

const MAX_ID_CHARACTERS = 128;

/** Refuses messages that SQS refuses and fauxqs accepts, by the limits of SendMessage. */
export function refuseMessage(message: Record<string, unknown>, isFifo: boolean): void {
  const { DelaySeconds: delay, MessageGroupId: group, MessageDeduplicationId: deduplication } = message;
  if (delay !== undefined && !(Number.isInteger(delay) && Number(delay) >= 0 && Number(delay) <= 900)) {
    refuse(
      `Value ${String(delay)} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  for (const [name, id] of Object.entries({ MessageGroupId: group, MessageDeduplicationId: deduplication })) {
    if (id === undefined || /^[!-~]{1,128}$/.test(String(id))) continue;
    refuse(
      `Value ${String(id)} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to ${MAX_ID_CHARACTERS} in length.`,
    );
  }
  if (deduplication !== undefined && !isFifo) {
    refuse(
      `Value ${String(deduplication)} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
}

/** SQS's InvalidParameterValue. */
export function refuse(reason: string): never {
  throw new ServiceError('InvalidParameterValue', reason);
}

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
 * Refuses queue names and attributes that SQS refuses and fauxqs accepts: otherwise wrong wiring would fail only at deployment. `queueArns` are the
 * existing queues.
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
      refuse('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
    }
    if (isFifo && attributes.FifoQueue !== 'true') {
      refuse(
        'The name of a standard queue must not end with .fifo; a FIFO queue needs the attribute FifoQueue.',
      );
    }
  }
  refuseRedrive(attributes.RedrivePolicy, isFifo, queueArns);
  if (jsonOf(attributes.Policy) === undefined) refuseValue('Policy');
  const allow = jsonOf(attributes.RedriveAllowPolicy);
  const isKnown = /^(allowAll|byQueue|denyAll)$/.test(String(allow?.redrivePermission ?? 'allowAll'));
  if (allow === undefined || !isKnown) refuseValue('RedriveAllowPolicy');
  refuseScope(attributes);
}

/** High-throughput FIFO: deduplication per message group, which fauxqs silently drops. */
function refuseScope({
  DeduplicationScope: scope = 'queue',
  FifoThroughputLimit: limit = 'perQueue',
}: Readonly<Record<string, unknown>>): void {
  if (scope !== 'queue' && scope !== 'messageGroup') refuseValue('DeduplicationScope');
  // A per-group limit requires per-group deduplication.
  const limits = scope === 'queue' ? ['perQueue'] : ['perQueue', 'perMessageGroupId'];
  if (!limits.includes(String(limit))) refuseValue('FifoThroughputLimit');
  if (scope === 'messageGroup') {
    throw new ServiceError(
      'UnsupportedOperation',
      'DeduplicationScope messageGroup is not supported by the local SQS.',
    );
  }
}

/** The fields of a JSON text, none if it is empty; undefined if it is not an object. */
function jsonOf(text: unknown): Record<string, unknown> | undefined {
  const json = text === undefined || text === '' ? {} : readJson(String(text));
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? asRecord(json) : undefined;
}

function refuseValue(attribute: string): never {
  throw new ServiceError('InvalidAttributeValue', `Invalid value for the parameter ${attribute}.`);
}

/** Refuses a RedrivePolicy that SQS refuses: malformed, or naming a queue that does not exist or is of the other type. */
function refuseRedrive(policy: unknown, isFifo: boolean, queueArns: readonly string[]): void {
  if (policy === undefined || policy === '') return;
  const reason = whatIsWrong(jsonOf(policy), isFifo, queueArns);
  if (reason === undefined) return;
  refuse(`Value ${String(policy)} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
}

function whatIsWrong(
  policy: Record<string, unknown> | undefined,
  isFifo: boolean,
  queueArns: readonly string[],
): string | undefined {
  if (policy === undefined) return 'Redrive policy is not a valid JSON map.';
  const { deadLetterTargetArn: arn = '', maxReceiveCount } = policy;
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    return 'Invalid value for maxReceiveCount: it must be from 1 to 1000.';
  }
  if (!queueArns.includes(String(arn))) return 'Dead letter target does not exist.';
  if (String(arn).endsWith('.fifo') !== isFifo) {
    return 'Dead-letter queue must be the same type of queue as the source.';
  }
  return undefined;
}

/** Attributes that GetQueueAttributes supports beside those that SetQueueAttributes accepts. */
const READ_ATTRIBUTES = new Set([
  'All',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
]);

/** Refuses unknown queue attributes. */
export function refuseAttributeNames(names: readonly unknown[]): void {
  for (const name of names.map(String)) {
    if (READ_ATTRIBUTES.has(name) || KNOWN_ATTRIBUTES.has(name) || FIFO_ATTRIBUTES.has(name)) continue;
    throw new ServiceError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
}

/** The SQS actions that fauxqs 2 supports: no permissions, no moving of messages between queues. */
export const SQS_ACTIONS: readonly string[] = [
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
  'CreateQueue',
  'DeleteMessage',
  'DeleteMessageBatch',
  'DeleteQueue',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListQueues',
  'ListQueueTags',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
  'SendMessageBatch',
  'SetQueueAttributes',
  'TagQueue',
  'UntagQueue',
];
