import * as sqs from '@aws-sdk/client-sqs';
import { asRecord } from '../json.ts';
import { type RequestModel, readRequest } from './request-model.ts';
import { refuse, refuseAttributeNames, refuseMessage, refuseQueue } from './sqs-rules.ts';
import { type Place, parseBody, ServiceError, type WireResponse } from './wire.ts';

export const sqsContentType = 'application/x-amz-json-1.0';

/** Types and required fields; `refuseRequest` and the queues themselves check the rest, including empty batches. */
const sqsModel: RequestModel = {
  sdk: sqs,
  constraints: { MaxResults: { min: 1, max: 1000 } },
  emptySays: ['SendMessageBatch', 'DeleteMessageBatch', 'ChangeMessageVisibilityBatch'].map(
    (action) => `${action}Request.Entries`,
  ),
  blankIsMissing: true,
  refuse: ({ path, rule, value }) =>
    rule === 'missing'
      ? new ServiceError('MissingParameter', `The request must contain the parameter ${path}.`)
      : new ServiceError('InvalidParameterValue', `Value ${value} for parameter ${path} is invalid.`),
};

/** The fields of a request's body. */
export function readSqsRequest(action: string, body: string): Record<string, unknown> {
  return asRecord(readRequest(sqsModel, action, parseBody(body)));
}

/** The queue's name, from its name or URL. */
export function nameOf({ QueueName, QueueUrl }: Readonly<Record<string, unknown>>): string {
  return String(QueueName ?? QueueUrl ?? '').replace(/^.*\//, '');
}

/** Refuses what SQS refuses whatever its queues hold. `queueArns` are those of the existing queues. */
export function refuseRequest(
  action: string,
  input: Readonly<Record<string, unknown>>,
  { accountId }: Pick<Place, 'accountId'>,
  queueArns: readonly string[],
): void {
  refuseQueueUrl(input.QueueUrl, accountId);
  const queueName = nameOf(input);
  const entries = Array.isArray(input.Entries) ? input.Entries.map(asRecord) : [];
  const messages = { SendMessage: [input], SendMessageBatch: entries }[action] ?? [];
  for (const message of messages) {
    refuseMessage(message, queueName.endsWith('.fifo'));
    refuseAttributes(message);
  }
  if (action === 'DeleteMessage' || action === 'ChangeMessageVisibility') {
    const problem = handleProblem(input.ReceiptHandle);
    if (problem !== undefined) throw problem;
  }
  if (action === 'GetQueueAttributes' && Array.isArray(input.AttributeNames)) {
    refuseAttributeNames(input.AttributeNames);
  }
  if (action === 'CreateQueue' || action === 'SetQueueAttributes') {
    const isNew = action === 'CreateQueue';
    refuseQueue(queueName, asRecord(input.Attributes), { isNew, queueArns });
  }
}

/** Refuses the URL of another account's queue. */
function refuseQueueUrl(url: unknown, accountId: string): void {
  const account = /\/(\d{12})\/[^/]*$/.exec(String(url))?.[1];
  if (account === undefined || account === accountId) return;
  throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** Errors with a different name in the query protocol than in JSON. */
const queryNames: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
};

const unprefixed =
  /^(Invalid(Parameter|Attribute)|Missing|QueueAlreadyExists|ReceiptHandleIsInvalid|Serialization)/;

/**
 * An error's code in the header `x-amzn-query-error`, which SQS clients read because SQS spoke the query protocol before JSON. Only some codes have
 * the prefix AWS.SimpleQueueService (see the error traits of its API model), and the SDK copies the code into the error's name.
 */
export function queryErrorCode(name: string): string {
  const code = queryNames[name] ?? name;
  return unprefixed.test(code) ? code : `AWS.SimpleQueueService.${code}`;
}

/** An error as SQS sends it. */
export function refusal({ name, message, status }: ServiceError): WireResponse {
  return {
    status,
    headers: { 'content-type': sqsContentType, 'x-amzn-query-error': `${queryErrorCode(name)};Sender` },
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${name}`, message }),
  };
}

const mostAttributes = 10;

/** Refuses message attributes that SQS refuses, system attributes too (SQS Developer Guide, "message metadata"). */
function refuseAttributes({ MessageAttributes, MessageSystemAttributes }: Record<string, unknown>): void {
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
function handleProblem(handle: unknown): ServiceError | undefined {
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
