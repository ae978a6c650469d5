import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { readBody } from '../http.ts';

/** One HTTP request with its body fully read. */
export interface WireRequest {
  readonly method: string;
  /** Path and query: `/schedules/return-1?groupName=default`; `/` for protocols that name the action in a header. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Aborts when the client disconnects before the response, as an aborted long poll does. */
  readonly gone: AbortSignal;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers the actions of one service. */
export interface Backend {
  readonly name: string;
  /** The supported actions; others are refused before they get here. */
  readonly actions: readonly string[];
  readonly contentType: string;
  /** An error in the service's own protocol; JSON when absent. */
  refuse?(error: ServiceError): WireResponse;
  answer(request: WireRequest, action: string): Promise<WireResponse>;
}

/** A service named by the scope of the signature; method and path, or the form, name the action. */
export interface RestBackend extends Backend {
  /** The requested action; undefined when the service has no such route. */
  actionOf(request: WireRequest): string | undefined;
}

/** The account, region and clock of a local service; its ARNs and times are made from this. */
export interface AwsPlace {
  readonly clock: Clock;
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

/** The account and region of the local AWS; its names and ARNs are made from this. */
export interface Place extends Omit<AwsPlace, 'clock'> {
  /** `http://127.0.0.1:4566`; empty until the server listens. */
  readonly origin: string;
}

/**
 * An error response of a local AWS service. `name` is the service's own exception name (`ClusterNotFoundException`), which the SDK turns into its
 * typed error. The exception's fields beside `message` go into `fields`.
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

/** An API model's constraints on a member beyond its type: value for numbers, length for texts, size for lists and maps. */
export interface Constraint {
  /** The SDK's name for the enumeration. */
  readonly enum?: string;
  readonly min?: number;
  readonly max?: number;
  /** Must match the whole text. */
  readonly pattern?: string;
  /** A 32-bit integer when absent. */
  readonly number?: 'long' | 'float';
}

/** The first constraint that a request of the right types breaks. */
export interface Violation {
  readonly action: string;
  /** Its key among the constraints: `Tag.key`. */
  readonly at: string;
  /** Its path in the request, as AWS writes it: `tags.1.member.key`. */
  readonly path: string;
  readonly rule: 'missing' | 'enum' | 'min' | 'max' | 'pattern';
  readonly value: unknown;
  readonly type: 'list' | 'map' | 'text' | 'number';
  readonly constraint: Constraint;
  /** The enumeration's values. */
  readonly choices: readonly string[];
}

/** How most services refuse: `1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: …`. */
export function validationError(exception: string): (violation: Violation) => ServiceError {
  return (violation) => {
    const { rule, value, path } = violation;
    const member = `${path[0]?.toLowerCase()}${path.slice(1)}`;
    const told = Array.isArray(value) ? `[${value.join(', ')}]` : value;
    const text = typeof told === 'object' ? JSON.stringify(told) : told;
    const shown = rule === 'missing' ? 'null' : `'${text}'`;
    return new ServiceError(
      exception,
      `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: ${constraintText(violation)}`,
    );
  };
}

/** A violation as most services word it: `Member must have length less than or equal to 10`. */
export function constraintText({ rule, type, constraint, choices }: Violation): string {
  if (rule === 'missing') return 'Member must not be null';
  if (rule === 'enum') return `Member must satisfy enum value set: [${choices.join(', ')}]`;
  if (rule === 'pattern') return `Member must satisfy regular expression pattern: ${constraint.pattern}`;
  const side =
    rule === 'min' ? `greater than or equal to ${constraint.min}` : `less than or equal to ${constraint.max}`;
  return `Member must have ${type === 'number' ? 'value' : 'length'} ${side}`;
}

/** An error in the format that all AWS JSON protocols share. */
export function errorResponse(
  { name, message, status, fields }: ServiceError,
  contentType = 'application/x-amz-json-1.1',
): WireResponse {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message, ...fields }),
  };
}

/**
 * The JSON object in a request's body. An empty body is an empty object, and a `null` member counts as absent, both as in the AWS JSON protocols.
 * Anything else throws SerializationException.
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

// DynamoDB accepts the largest bodies: 16 MB for a batch.
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Reads a whole request; undefined when it is larger than any AWS service accepts. */
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
