import { createHash } from 'node:crypto';
import { buildApp } from 'fauxqs';
import { asRecord } from '../json.ts';
import {
  sqsContentType as CONTENT_TYPE,
  nameOf,
  queryErrorCode,
  readSqsRequest,
  refusal,
  refuseRequest,
  splitEntries,
  withFailed,
} from './sqs-requests.ts';
import { SQS_ACTIONS } from './sqs-rules.ts';
import { type Backend, type Place, ServiceError, type WireResponse } from './wire.ts';

/** SQS in memory: fauxqs handles the queues (FIFO groups, deduplication, delays, visibility, dead letters) and the code here adds what it lacks. */
export async function createSqs(
  place: Place,
  now: () => number = () => Date.now(),
): Promise<Backend & { close(): Promise<void> }> {
  /** When a queue of that name was last deleted, and when one was last purged. */
  const deleted = new Map<string, number>();
  const purged = new Map<string, number>();
  const isRecent = (time = Number.NEGATIVE_INFINITY) => now() - time < 60_000;
  const app = buildApp({ logger: false });
  await app.ready();
  return {
    name: 'sqs',
    actions: SQS_ACTIONS,
    contentType: CONTENT_TYPE,
    async answer(request, action) {
      try {
        const input = readSqsRequest(action, request.body);
        const needsQueues = action === 'CreateQueue' || action === 'SetQueueAttributes';
        const name = nameOf(input);
        if (action === 'CreateQueue' && isRecent(deleted.get(name))) {
          throw new ServiceError('QueueDeletedRecently', DELETED_RECENTLY);
        }
        if (action === 'PurgeQueue' && isRecent(purged.get(name))) {
          const message = `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`;
          throw new ServiceError('PurgeQueueInProgress', message, 403);
        }
        refuseRequest(action, input, place, needsQueues ? await queueArns() : []);
        const { wrong, right } = splitEntries(action, prepareInput(action, input, place));
        const response = await call(action, right);
        if (response.status !== 200) {
          return { ...response, body: response.body.replaceAll(FAUXQS_ACCOUNT, place.accountId) };
        }
        if (action === 'DeleteQueue') deleted.set(name, now());
        if (action === 'PurgeQueue') purged.set(name, now());
        const output = finishOutput(input, withFailed(asRecord(JSON.parse(response.body)), wrong), place);
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
        // fauxqs reads the region from the signature; here every client is in our region, whatever it signs for.
        authorization: `AWS4-HMAC-SHA256 Credential=-/20000101/${place.region}/sqs/aws4_request`,
      },
      payload: JSON.stringify(input),
    });
    const queryError = answer.headers['x-amzn-query-error'];
    return {
      status: answer.statusCode,
      headers: {
        'content-type': CONTENT_TYPE,
        ...(queryError === undefined ? {} : { 'x-amzn-query-error': ourQueryError(String(queryError)) }),
      },
      body: answer.body,
    };
  }

  async function queueArns(): Promise<string[]> {
    const { body } = await app.inject({ method: 'GET', url: '/_fauxqs/queues' });
    const queues: unknown = JSON.parse(body);
    const ours = (arn: string) => arn.replace(`:${FAUXQS_ACCOUNT}:`, `:${place.accountId}:`);
    return Array.isArray(queues) ? queues.map((queue) => ours(String(asRecord(queue).arn))) : [];
  }

  // A long poll whose client has disconnected must not hide the next message until its visibility timeout.
  async function giveBack(queueUrl: unknown, messages: unknown): Promise<void> {
    if (!Array.isArray(messages)) return;
    for (const { ReceiptHandle } of messages.map(asRecord)) {
      await call('ChangeMessageVisibility', { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    }
  }
}

/** A request prepared for fauxqs: with its account in ARNs, bodies packed, and without what it does not know. */
function prepareInput(
  action: string,
  input: Record<string, unknown>,
  { region, accountId }: Place,
): Record<string, unknown> {
  const prepareMessage = (message: Record<string, unknown>): Record<string, unknown> => ({
    ...message,
    MessageBody: packBody(String(message.MessageBody ?? '')),
  });
  if (action === 'SendMessage') return prepareMessage(input);
  if (action === 'SendMessageBatch' && Array.isArray(input.Entries)) {
    return { ...input, Entries: input.Entries.map((entry) => prepareMessage(asRecord(entry))) };
  }
  if (action === 'GetQueueAttributes') {
    return { ...input, AttributeNames: Array.isArray(input.AttributeNames) ? input.AttributeNames : [] };
  }
  if (action !== 'CreateQueue' && action !== 'SetQueueAttributes') return input;
  const attributes = mapArns(asRecord(input.Attributes), region, accountId, FAUXQS_ACCOUNT);
  if (action === 'CreateQueue') return { ...input, Attributes: attributes };
  // fauxqs refuses to set these two; the values that remain at this point are the defaults.
  const { DeduplicationScope: _, FifoThroughputLimit: __, ...changed } = attributes;
  return { ...input, Attributes: changed };
}

const DELETED_RECENTLY =
  'You must wait 60 seconds after deleting a queue before you can create another with the same name.';

// A private-use character that none of our messages begins with; a message that does is packed too, so nothing is ambiguous.
const MARK = '\uf8ff';

/**
 * fauxqs refuses every character above U+FFFF, which SQS accepts: a command with an emoji would be lost. Such a body is sent as a mark and base64.
 * Lone surrogates stay as they are, for fauxqs to refuse as SQS does.
 */
function packBody(body: string): string {
  const mustPack = body.startsWith(MARK) || /[\u{10000}-\u{10ffff}]/u.test(body);
  return mustPack && body.isWellFormed() ? MARK + Buffer.from(body).toString('base64') : body;
}

/** Queue attributes with the account replaced in every SQS ARN, including in policies, which are JSON text. */
function mapArns(
  attributes: Readonly<Record<string, unknown>>,
  region: string,
  from: string,
  to: string,
): Record<string, unknown> {
  const mapped = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === 'string'
      ? value.replaceAll(`arn:aws:sqs:${region}:${from}:`, `arn:aws:sqs:${region}:${to}:`)
      : value,
  ]);
  return Object.fromEntries(mapped);
}

/** fauxqs has a single fixed account. */
const FAUXQS_ACCOUNT = '000000000000';

/** The response to the client, made from fauxqs's: our host and account, unpacked bodies, digests of what was really sent. */
function finishOutput(
  input: Readonly<Record<string, unknown>>,
  output: Readonly<Record<string, unknown>>,
  place: Place,
): Record<string, unknown> {
  const finished: Record<string, unknown> = { ...output };
  const ourUrl = (url: string): string => `${place.origin}/${place.accountId}/${url.replace(/^.*\//, '')}`;
  if (typeof output.QueueUrl === 'string') finished.QueueUrl = ourUrl(output.QueueUrl);
  if (Array.isArray(output.QueueUrls))
    finished.QueueUrls = output.QueueUrls.map((url) => ourUrl(String(url)));
  // An empty string has removed the attribute.
  const there = Object.entries(asRecord(output.Attributes)).filter(([, value]) => value !== '');
  if (there.length === 0) delete finished.Attributes;
  else {
    const { region, accountId } = place;
    finished.Attributes = mapArns(Object.fromEntries(there), region, FAUXQS_ACCOUNT, accountId);
  }
  if (output.MD5OfMessageBody !== undefined) finished.MD5OfMessageBody = md5(String(input.MessageBody));
  if (Array.isArray(output.Messages)) {
    finished.Messages = output.Messages.map(asRecord).map((message) => {
      const Body = unpackBody(String(message.Body));
      return { ...message, Body, MD5OfBody: md5(Body) };
    });
  }
  if (Array.isArray(output.Successful) && Array.isArray(input.Entries)) {
    const bodies = new Map(input.Entries.map(asRecord).map((entry) => [entry.Id, String(entry.MessageBody)]));
    finished.Successful = output.Successful.map(asRecord).map((sent) =>
      sent.MD5OfMessageBody === undefined
        ? sent
        : { ...sent, MD5OfMessageBody: md5(bodies.get(sent.Id) ?? '') },
    );
  }
  return finished;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** The inverse of packBody. */
function unpackBody(body: string): string {
  return body.startsWith(MARK) ? Buffer.from(body.slice(1), 'base64').toString('utf8') : body;
}

/** The header `x-amzn-query-error` as SQS sends it: fauxqs puts the prefix before every code. */
function ourQueryError(header: string): string {
  const [code = '', fault = 'Sender'] = header.replace(/^AWS\.SimpleQueueService\./, '').split(';');
  return `${queryErrorCode(code)};${fault}`;
}
