import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { readBody } from '../http.ts';

/** One request as it came over the wire, its body read to the end. */
export interface WireRequest {
  readonly method: string;
  /** Path and query: `/schedules/return-1?groupName=default`; `/` for the protocols that name the action in a header. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Aborts when the client hangs up before it has its answer, as a stopped long poll does. */
  readonly gone: AbortSignal;
}

/** What goes back over the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whatever can answer the actions of one service. */
export interface Backend {
  readonly name: string;
  /** The actions it serves; any other one is refused before it gets here. */
  readonly actions: readonly string[];
  readonly contentType: string;
  /** A refusal in the service's own protocol; JSON's when absent. */
  refuse?(error: ServiceError): WireResponse;
  answer(request: WireRequest, action: string): Promise<WireResponse>;
}

/** A service that is named by the scope of the signature; method and path, or the form, say which action is meant. */
export interface RestBackend extends Backend {
  /** The action that is asked for; undefined when nothing of the service lies there. */
  actionOf(request: WireRequest): string | undefined;
}

/** Where and when a local service is: its ARNs and times are made of this. */
export interface AwsPlace {
  readonly clock: Clock;
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

/** Where the local AWS pretends to be; its names and ARNs are made of this. */
export interface Place extends Omit<AwsPlace, 'clock'> {
  /** `http://127.0.0.1:4566`; empty until the server listens. */
  readonly origin: string;
}

/**
 * What a local AWS service answers instead of a result. `name` is the service's own exception name
 * (`ClusterNotFoundException`), which the SDK turns into its typed error. Fields of the exception beside
 * `message` go into `fields`.
 */
export class ServiceError extends Error {
  readonly status: number;
  readonly fields: Record<string, unknown>;

  constructor(name: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.fields = fields;
  }
}

/** A refusal in the form that all AWS JSON protocols share; `name` is the exception that the SDK will throw. */
export function errorResponse(
  name: string,
  message: string,
  { status = 400, fields = {}, contentType = 'application/x-amz-json-1.1' } = {},
): WireResponse {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message, ...fields }),
  };
}

/**
 * The JSON object in a request's body. An empty body is an empty object, and a `null` member counts as absent,
 * both as the AWS JSON protocols have it. Anything else throws SerializationException.
 */
export function parseBody(body: string): Record<string, unknown> {
  if (body.trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body, (_key, value: unknown) => (value === null ? undefined : value));
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not valid JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ServiceError('SerializationException', 'The request body must be a JSON object.');
  }
  return Object.fromEntries(Object.entries(parsed));
}

// DynamoDB takes the largest bodies: 16 MB for a batch.
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Reads a request to its end; undefined when it is larger than any AWS service takes. */
export async function readRequest(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<WireRequest | undefined> {
  const hungUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) hungUp.abort();
  });
  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === undefined) return undefined;
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: request.headers,
    body: body.toString('utf8'),
    gone: hungUp.signal,
  };
}
