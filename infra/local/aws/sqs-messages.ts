import { asRecord } from '../json.ts';
import { refuse } from './sqs-rules.ts';
import { ServiceError } from './wire.ts';

const mostAttributes = 10;

/** Refuses message attributes that SQS refuses, system attributes too (SQS Developer Guide, "message metadata"). */
export function refuseAttributes({
  MessageAttributes,
  MessageSystemAttributes,
}: Record<string, unknown>): void {
  const given = Object.entries(asRecord(MessageAttributes));
  if (given.length > mostAttributes) {
    refuse(`Number of message attributes [${given.length}] exceeds the allowed maximum [${mostAttributes}].`);
  }
  for (const [name, value] of given) {
    refuseName(name);
    refuseValue(name, asRecord(value));
  }
  for (const [name, value] of Object.entries(asRecord(MessageSystemAttributes))) {
    if (name !== 'AWSTraceHeader') refuse(`Message system attribute name '${name}' is invalid.`);
    if (asRecord(value).DataType !== 'String') {
      refuse(`The message system attribute '${name}' must have the data type String.`);
    }
    refuseValue(name, asRecord(value));
  }
}

function refuseName(name: string): void {
  if (/^(?:AWS|Amazon)\./i.test(name)) {
    refuse(
      `Message attribute name '${name}' is invalid. It can't begin with AWS. or Amazon., which are reserved.`,
    );
  }
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(name) || name.length > 256) {
    refuse(
      `Message attribute name '${name}' is invalid. It can hold letters, digits, underscores, hyphens and single periods, up to 256 in all.`,
    );
  }
}

function refuseValue(name: string, { DataType, StringValue, BinaryValue }: Record<string, unknown>): void {
  const type = String(DataType ?? '');
  if (type === '') refuse(`The message attribute '${name}' must contain a non-empty message attribute type.`);
  if (!/^(?:String|Number|Binary)(?:\..+)?$/s.test(type) || type.length > 256) {
    refuse(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = String((type.startsWith('Binary') ? BinaryValue : StringValue) ?? '');
  if (value === '') {
    refuse(
      `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${type}'.`,
    );
  }
  if (type.startsWith('Number') && !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value)) {
    refuse(`Can't cast the value of message attribute '${name}' to a number.`);
  }
}

/** SQS's error for what was never a receipt handle; undefined for anything in the format issued here, including old ones, which SQS accepts. */
export function handleProblem(handle: unknown): ServiceError | undefined {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(String(handle))) return undefined;
  const message = `The input receipt handle "${handle}" is not a valid receipt handle.`;
  return new ServiceError('ReceiptHandleIsInvalid', message);
}

/** The entries of a batch with a handle that was never one, and the request without them. */
export function splitEntries(action: string, input: Record<string, unknown>) {
  const isOfHandles = action === 'DeleteMessageBatch' || action === 'ChangeMessageVisibilityBatch';
  const entries = isOfHandles && Array.isArray(input.Entries) ? input.Entries.map(asRecord) : [];
  const wrong = entries.flatMap(({ Id, ReceiptHandle }) => {
    const problem = handleProblem(ReceiptHandle);
    if (problem === undefined) return [];
    return [{ Id, SenderFault: true, Code: problem.name, Message: problem.message }];
  });
  // fauxqs reports each unknown handle, but accepts no empty batch: a batch without valid entries is passed on unchanged.
  const right =
    wrong.length === 0 || wrong.length === entries.length
      ? input
      : { ...input, Entries: entries.filter(({ ReceiptHandle }) => !handleProblem(ReceiptHandle)) };
  return { wrong, right };
}

/** A batch's response, with those entries added to the failed ones. */
export function withFailed(
  output: Record<string, unknown>,
  wrong: readonly Record<string, unknown>[],
): Record<string, unknown> {
  if (wrong.length === 0) return output;
  const ids = new Set(wrong.map(({ Id }) => Id));
  const others = (list: unknown) =>
    (Array.isArray(list) ? list.map(asRecord) : []).filter(({ Id }) => !ids.has(Id));
  return { ...output, Successful: others(output.Successful), Failed: [...others(output.Failed), ...wrong] };
}
