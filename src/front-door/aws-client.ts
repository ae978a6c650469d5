import { createHash, createHmac } from 'node:crypto';
import { type Network, NoAnswer, parseJsonObject, textOf } from './http.ts';

/** A service that speaks AWS JSON, and how to reach it. */
interface AwsService {
  /** The service name in the credential scope: `sqs`, `ssm`. */
  readonly name: string;
  /** What precedes the action in `x-amz-target`, e.g. `AmazonSQS`. */
  readonly targetPrefix: string;
  readonly jsonVersion: '1.0' | '1.1';
  readonly endpoint: URL;
}

/** The few AWS calls of the front door, without the SDK. */
export interface AwsClient {
  /** Does the TLS handshake before the first call. */
  connect(): Promise<void>;
  /**
   * Calls one action. Repeats the call once if the socket was already open and turns out to be dead, so the request may be sent twice.
   * @param deadline epoch milliseconds
   * @throws AwsRefusal when the service answered with an error
   * @throws NoAnswer when it did not answer by the deadline
   */
  call(action: string, input: object, deadline: number): Promise<Record<string, unknown>>;
}

interface AwsClientOptions {
  readonly region: string;
  readonly credentials: Credentials;
  readonly network: Network;
  readonly now: () => number;
}

/** How long an old socket is trusted; leaves enough of the deadline for a handshake and a second try. */
const OLD_SOCKET_MS = 700;

/** Creates a client for one service with one keep-alive connection. */
export function createAwsClient(
  service: AwsService,
  { region, credentials, network, now }: AwsClientOptions,
): AwsClient {
  const url = new URL('/', service.endpoint);
  const connection = network.openConnection(url);
  const contentType = `application/x-amz-json-${service.jsonVersion}`;

  async function attempt(action: string, body: string, deadline: number): Promise<Record<string, unknown>> {
    const target = `${service.targetPrefix}.${action}`;
    const request = { host: url.host, service: service.name, region, target, contentType, body };
    const headers = signAwsRequest(request, credentials, now());
    const ms = deadline - now();
    const { status, text } = await network.post({
      url,
      agent: connection.agent,
      headers,
      body,
      ms,
      oldSocketMs: OLD_SOCKET_MS,
    });
    const answer = parseJsonObject(text);
    if (status === 200 && answer) return answer;
    const type = textOf(answer?.__type).split('#').at(-1) || 'no error type';
    const message = textOf(answer?.message) || textOf(answer?.Message);
    throw new AwsRefusal(`${action} was answered ${status}, ${type}: ${message}`);
  }

  return {
    connect: connection.connect,
    async call(action, input, deadline) {
      const body = JSON.stringify(input);
      try {
        return await attempt(action, body, deadline);
      } catch (error) {
        if (!(error instanceof NoAnswer) || !error.oldSocket) throw error;
        connection.drop();
        return await attempt(action, body, deadline).catch((again: unknown) => {
          // The first try may have been received, whatever happened to the second.
          throw error.maybeDone ? error : again;
        });
      }
    },
  };
}

/** Temporary keys of the function's role. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A POST to the root of a service that speaks AWS JSON. */
interface AwsRequest {
  readonly host: string;
  /** The service name in the credential scope: `sqs`, `ssm`. */
  readonly service: string;
  readonly region: string;
  /** E.g. `AmazonSQS.SendMessage`. */
  readonly target: string;
  /** E.g. `application/x-amz-json-1.0`. */
  readonly contentType: string;
  readonly body: string;
}

/**
 * Signs with Signature Version 4. Written here because the SDK's SQS client alone costs 3.6 times an empty cold start; a property test compares it
 * with `@smithy/signature-v4`.
 * @param now epoch milliseconds
 * @returns all headers to send
 */
export function signAwsRequest(
  request: AwsRequest,
  credentials: Credentials,
  now: number,
): Record<string, string> {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${request.region}/${request.service}/aws4_request`;
  const headers: Record<string, string> = {
    'content-type': request.contentType,
    host: request.host,
    'x-amz-date': time,
    ...(credentials.sessionToken && { 'x-amz-security-token': credentials.sessionToken }),
    'x-amz-target': request.target,
  };
  // The headers above are in alphabetical order, as the canonical request requires.
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(request.body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, request.region, request.service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** A service answered but did not do what it was asked. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal';
}
