import { callerIdentity } from './caller-identity.ts';
import { namedTables } from './dynamodb/named-tables.ts';
import { errorResponse } from './error-response.ts';
import { type Backends, namedCall } from './named-call.ts';
import { ServiceError } from './service-error.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** Who asks for what. The access key of a local function is the function's name. */
export interface AwsCall {
  readonly accessKeyId: string;
  readonly service: string;
  readonly action: string;
  /** The tables and indexes that a DynamoDB request is about. */
  readonly tables?: readonly string[];
}

/** May answer in a service's place with an error, or let it wait. */
export type Intercept = (call: AwsCall) => ServiceError | undefined | Promise<ServiceError | undefined>;

/** What became of a request: which service and action it named, and the answer. */
export interface Routed {
  readonly service: string;
  readonly action: string;
  readonly response: WireResponse;
}

/**
 * Finds the service that a request names, by its `X-Amz-Target` or its path, and lets it answer. Credentials are required,
 * but any will do; `intercept` may answer in the service's place: a role that does not allow the call, a fault that a test
 * wants.
 */
export async function routeRequest(
  request: WireRequest,
  backends: Backends,
  accountId: string,
  intercept: Intercept,
): Promise<Routed> {
  const { backend, action, words } = namedCall(request, backends);
  const contentType = backend?.contentType ?? 'application/x-amz-json-1.1';
  const toResponse = (error: ServiceError) => {
    const { name, message, status, fields } = error;
    return backend?.refuse?.(error) ?? errorResponse(name, message, { status, fields, contentType });
  };
  const refuse = (name: string, message: string): Routed => ({
    service: backend?.name ?? 'unknown',
    action,
    response: toResponse(new ServiceError(name, message)),
  });

  const isRest = backend !== undefined && 'actionOf' in backend;
  if (request.method !== 'POST' && !isRest) {
    return refuse(
      'UnknownOperationException',
      'This is a local AWS endpoint: point an SDK or the AWS CLI here.',
    );
  }
  if (request.headers.authorization === undefined) {
    return refuse('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  if (words === '') return callerIdentity(request.body, accountId);
  if (backend === undefined) {
    return refuse('UnknownOperationException', `No local AWS service answers to '${words}'.`);
  }
  if (!backend.actions.includes(action)) {
    return refuse('UnknownOperationException', `The local ${backend.name} does not support ${action}.`);
  }
  const call = {
    ...{ accessKeyId: accessKeyId(request), service: backend.name, action },
    ...(backend.name === 'dynamodb' && { tables: namedTables(request.body) }),
  };
  const error = await intercept(call);
  if (error !== undefined) return { ...call, response: toResponse(error) };
  return { service: backend.name, action, response: await backend.answer(request, action) };
}

/** From `AWS4-HMAC-SHA256 Credential=<key>/20260101/us-east-1/ecs/aws4_request, …`. */
export function accessKeyId({ headers }: WireRequest): string {
  return /Credential=([^/]*)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}
