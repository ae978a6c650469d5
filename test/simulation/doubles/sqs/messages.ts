import { createHash } from 'node:crypto';
import { ServiceError } from '../../../../infra/local/aws/wire.ts';
import { asRecord } from '../../../../infra/local/json.ts';
import type { Received } from './queue.ts';

export type Input = Readonly<Record<string, unknown>>;

/** 1 MiB, of a message and of a batch. */
const mostBytes = 1_048_576;

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** A digest of message attributes (SQS developer guide, "Calculating the MD5 message digest for message attributes"); none without any. */
export function md5OfAttributes(attributes: Input): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = asRecord(attributes[name]);
    const isBinary = String(DataType).startsWith('Binary');
    add(Buffer.from(name));
    add(Buffer.from(String(DataType)));
    hash.update(Buffer.from([isBinary ? 2 : 1]));
    add(isBinary ? Buffer.from(String(BinaryValue), 'base64') : Buffer.from(String(StringValue)));
  }
  return hash.digest('hex');
}

const odd = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** What is wrong with a message's body. */
export function bodyProblem(
  { MessageBody, MessageAttributes }: Input,
  most: number,
): ServiceError | undefined {
  if (odd.test(String(MessageBody))) {
    return new ServiceError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF and #xE000 to #xFFFD.',
    );
  }
  if (sizeOf({ MessageBody, MessageAttributes }) <= most) return undefined;
  return new ServiceError(
    'InvalidParameterValue',
    `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
  );
}

function sizeOf({ MessageBody, MessageAttributes }: Input): number {
  const attributes = Object.entries(asRecord(MessageAttributes)).flatMap(([name, value]) => {
    const { DataType, StringValue, BinaryValue } = asRecord(value);
    return [name, DataType, StringValue, BinaryValue];
  });
  return [MessageBody, ...attributes].reduce<number>(
    (sum, text) => sum + Buffer.byteLength(String(text ?? '')),
    0,
  );
}

/** The entries of a batch; refuses an empty one, one of more than ten, and ids that are not ids or not distinct. */
export function readEntries({ Entries }: Input): Record<string, unknown>[] {
  const entries = Array.isArray(Entries) ? Entries.map(asRecord) : [];
  if (entries.length === 0) {
    throw new ServiceError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  }
  if (entries.length > 10) {
    const message = 'Maximum number of entries per request are 10.';
    throw new ServiceError('TooManyEntriesInBatchRequest', message);
  }
  const ids = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]+$/.test(String(Id))) {
      const message =
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.';
      throw new ServiceError('InvalidBatchEntryId', message);
    }
    if (ids.has(String(Id))) {
      const message = 'Two or more batch entries in the request have the same Id.';
      throw new ServiceError('BatchEntryIdsNotDistinct', message);
    }
    ids.add(String(Id));
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > mostBytes) {
    const message = `Batch requests cannot be longer than ${mostBytes} bytes.`;
    throw new ServiceError('BatchRequestTooLong', message);
  }
  return entries;
}

/** Does each entry of a batch by itself. */
export function eachEntry(input: Input, run: (entry: Input) => Input) {
  const Successful: Input[] = [];
  const Failed: Input[] = [];
  for (const entry of readEntries(input)) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.name, Message: error.message });
    }
  }
  return { Successful, Failed };
}

/** A received message as ReceiveMessage answers it. */
export function toMessage({ message, handle }: Received, input: Input): Record<string, unknown> {
  const { id, body, attributes, group, deduplicationId, sequenceNumber, firstReceivedAt } = message;
  const names = [input.AttributeNames, input.MessageSystemAttributeNames].flatMap((list) => list ?? []);
  const known = {
    SenderId: '000000000000',
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    MessageGroupId: group,
    MessageDeduplicationId: deduplicationId,
    SequenceNumber: sequenceNumber,
  };
  const asked = Object.entries(known).filter(
    ([name, value]) => value !== undefined && (names.includes('All') || names.includes(name)),
  );
  const wanted = Object.entries(attributes).filter(([name]) => isWanted(name, input.MessageAttributeNames));
  return {
    MessageId: id,
    ReceiptHandle: handle,
    MD5OfBody: message.md5,
    Body: body,
    ...(asked.length > 0 && { Attributes: Object.fromEntries(asked) }),
    ...(wanted.length > 0 && {
      MD5OfMessageAttributes: md5OfAttributes(Object.fromEntries(wanted)),
      MessageAttributes: Object.fromEntries(wanted),
    }),
  };
}

/** `All`, `.*`, a name, or the beginning of names: `trace.*`. */
function isWanted(name: string, asked: unknown): boolean {
  if (!Array.isArray(asked)) return false;
  return asked.some(
    (each) =>
      each === 'All' ||
      each === name ||
      (String(each).endsWith('.*') && name.startsWith(String(each).slice(0, -2))),
  );
}
