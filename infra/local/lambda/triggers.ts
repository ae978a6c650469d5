import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { keepAliveTimeout, type LocalServer, readBody, serve } from '../http.ts';
import type { SqsMapping } from '../serverless/template.ts';
import type { LambdaFunction } from './instance.ts';

/** 10 MB, as in API Gateway's HTTP API. */
const maximumBody = 10 * 1024 * 1024;

/** Serves `routes` (`POST /slack` → function) on 127.0.0.1. Rejects with a one-sentence error when the port is taken. */
export async function startHttpApi(
  port: number,
  routes: ReadonlyMap<string, LambdaFunction>,
  onError: (functionName: string, error: unknown) => void,
): Promise<LocalServer> {
  const answer = async (request: IncomingMessage): Promise<APIGatewayProxyStructuredResultV2> => {
    const routeKey = `${request.method} ${request.url?.split('?')[0]}`;
    const target = routes.get(routeKey);
    if (!target) return message(404, 'Not Found');
    const body = await readBody(request, maximumBody);
    if (body === undefined) return message(413, 'Request Entity Too Large');
    try {
      return toAnswer(await target.invoke(httpEvent(request, body, routeKey)));
    } catch (error) {
      onError(target.name, error);
      return message(500, 'Internal Server Error');
    }
  };

  return serve(
    async (request, response) => {
      try {
        const { statusCode = 200, headers = {}, body = '', isBase64Encoded } = await answer(request);
        response.writeHead(statusCode, headers as Record<string, string>);
        response.end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
      } catch {
        // The client disconnected before the body was complete: there is nobody to answer.
        response.destroy();
      }
    },
    { port, variable: 'API_PORT', keepAliveTimeout },
  );
}

/** A result without a status code is the body of a 200, as in the HTTP API's payload format 2.0. */
function toAnswer(result: unknown): APIGatewayProxyStructuredResultV2 {
  if (result !== null && typeof result === 'object' && 'statusCode' in result) {
    return result as APIGatewayProxyStructuredResultV2;
  }
  const body = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
}

function message(statusCode: number, text: string): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: text }),
  };
}

/** Only these bodies reach a function as text; a slash command's form is base64-encoded. */
const plainText = /^(text\/|application\/(json|xml|javascript)\b)/;

/** An HTTP request as API Gateway's HTTP API passes it on (payload format 2.0). */
function httpEvent(request: IncomingMessage, body: Buffer, routeKey: string): APIGatewayProxyEventV2 {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  const rawPath = query < 0 ? url : url.slice(0, query);
  // Names in lower case, repeated headers joined with a comma, cookies separate.
  const { cookie, ...distinct } = request.headersDistinct;
  const headers = Object.fromEntries(
    Object.entries(distinct).map(([name, values = []]) => [name, values.join(',')]),
  );
  const isBase64Encoded = body.length > 0 && !plainText.test(headers['content-type'] ?? '');
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query < 0 ? '' : url.slice(query + 1),
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/;\s*/)) }),
    headers,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey,
      stage: '$default',
      time: clf(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** `23/Nov/2026:01:02:03 +0000`, as in Apache's common log format. */
function clf(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

interface SqsMappingOptions extends Omit<SqsMapping, 'queueArn'> {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
  readonly target: LambdaFunction;
  readonly onError: (functionName: string, error: unknown) => void;
}

/**
 * A Lambda event source mapping: polls the queue, calls the function with SQS records, deletes what succeeded and leaves the rest to be redelivered
 * after the visibility timeout (`ReportBatchItemFailures`). The returned function stops it.
 */
export function startSqsMapping(options: SqsMappingOptions): () => Promise<void> {
  const ended = new AbortController();
  const pollers = Array.from({ length: options.maximumConcurrency }, () => poll(options, ended.signal));
  return async () => {
    ended.abort();
    await Promise.all(pollers);
  };
}

async function poll(options: SqsMappingOptions, ended: AbortSignal): Promise<void> {
  const { sqs, queueUrl, batchSize, target, onError } = options;
  while (!ended.aborted) {
    try {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: batchSize,
          WaitTimeSeconds: 20,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
        { abortSignal: ended },
      );
      if (Messages.length > 0) await handOver(Messages, options);
    } catch (error) {
      if (ended.aborted) return;
      onError(target.name, error);
      // The queue itself may be unavailable for a moment: retry, but not in a tight loop.
      await setTimeout(200);
    }
  }
}

async function handOver(messages: Message[], options: SqsMappingOptions) {
  const { sqs, queueUrl, queueArn, region, reportsItemFailures, target } = options;
  const event: SQSEvent = { Records: messages.map((message) => toRecord(message, queueArn, region)) };
  const response = (await target.invoke(event)) as SQSBatchResponse | undefined;
  const failures = reportsItemFailures ? response?.batchItemFailures : [];
  const failed = new Set(failures?.map(({ itemIdentifier }) => itemIdentifier));
  const ids = new Set(messages.map(({ MessageId }) => MessageId));
  // An unknown or empty id fails the whole batch, as on AWS.
  if ([...failed].some((id) => !ids.has(id))) return;
  const done = messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  if (done.length === 0) return;
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }),
  );
}

/** A received message as Lambda gives it to a function. */
export function toRecord(message: Message, queueArn: string, region: string): SQSRecord {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: { ...message.Attributes } as unknown as SQSRecord['attributes'],
    messageAttributes: toAttributes(message),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function toAttributes({ MessageAttributes = {} }: Message): SQSRecord['messageAttributes'] {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { DataType = 'String', StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType as 'String',
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
      },
    ]),
  );
}
