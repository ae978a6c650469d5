import * as sqs from '@aws-sdk/client-sqs';
import { asRecord } from '../json.ts';
import { type RequestModel, readRequest } from './request-model.ts';
import { handleProblem, refuseAttributes } from './sqs-messages.ts';
import { refuseAttributeNames, refuseMessage, refuseQueue } from './sqs-rules.ts';
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
