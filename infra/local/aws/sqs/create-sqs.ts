import * as sqs from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { parseBody } from '../parse-body.ts';
import type { Place } from '../place.ts';
import { type RequestModel, readRequest } from '../request-model.ts';
import { ServiceError } from '../service-error.ts';
import type { Backend, WireResponse } from '../wire.ts';
import { asRecord } from './as-record.ts';
import { finishOutput } from './finish-output.ts';
import { prepareInput } from './prepare-input.ts';
import { queryErrorCode } from './query-error-code.ts';
import { SQS_ACTIONS } from './sqs-actions.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.0';

/** Types and what is required; fauxqs and what stands before it see to the rest, an empty batch among it. */
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

/**
 * SQS in memory: fauxqs keeps the queues (FIFO groups, deduplication, delays, visibility, dead letters) and what stands
 * in front of it makes up for what it lacks.
 */
export async function createSqs(place: Place): Promise<Backend & { close(): Promise<void> }> {
  const app = buildApp({ logger: false });
  await app.ready();
  return {
    name: 'sqs',
    actions: SQS_ACTIONS,
    contentType: CONTENT_TYPE,
    async answer(request, action) {
      try {
        const input = asRecord(readRequest(sqsModel, action, parseBody(request.body)));
        const needsQueues = action === 'CreateQueue' || action === 'SetQueueAttributes';
        const prepared = prepareInput(action, input, place, needsQueues ? await queueArns() : []);
        const response = await call(action, prepared);
        if (response.status !== 200) return response;
        const output = finishOutput(input, asRecord(JSON.parse(response.body)), place);
        if (request.gone.aborted) await giveBack(input.QueueUrl, output.Messages);
        return { ...response, body: JSON.stringify(output) };
      } catch (error) {
        if (error instanceof ServiceError) return refusal(error);
        throw error;
      }
    },
    close: () => app.close(),
  };

  async function call(action: string, input: unknown): Promise<WireResponse> {
    const answer = await app.inject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': CONTENT_TYPE,
        'x-amz-target': `AmazonSQS.${action}`,
        // fauxqs reads the region from the signature; here every client is in ours, whatever it signs for.
        authorization: `AWS4-HMAC-SHA256 Credential=-/20000101/${place.region}/sqs/aws4_request`,
      },
      payload: JSON.stringify(input),
    });
    const queryError = answer.headers['x-amzn-query-error'];
    return {
      status: answer.statusCode,
      headers: {
        'content-type': CONTENT_TYPE,
        ...(queryError === undefined ? {} : { 'x-amzn-query-error': queryErrorCode(String(queryError)) }),
      },
      body: answer.body,
    };
  }

  async function queueArns(): Promise<string[]> {
    const { body } = await app.inject({ method: 'GET', url: '/_fauxqs/queues' });
    const queues: unknown = JSON.parse(body);
    return Array.isArray(queues) ? queues.map((queue) => String(asRecord(queue).arn)) : [];
  }

  // A long poll whose client hung up must not swallow the next message until its visibility time-out.
  async function giveBack(queueUrl: unknown, messages: unknown): Promise<void> {
    if (!Array.isArray(messages)) return;
    for (const { ReceiptHandle } of messages.map(asRecord)) {
      await call('ChangeMessageVisibility', { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    }
  }
}

// Clients of SQS read an error's code from this header: the JSON protocol came after the query protocol.
function refusal(error: ServiceError): WireResponse {
  return {
    status: error.status,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-query-error': `${error.name};Sender` },
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${error.name}`, message: error.message }),
  };
}
