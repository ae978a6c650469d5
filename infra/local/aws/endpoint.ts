import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { keepAliveTimeout, serve } from '../http.ts';
import { asRecord, readJson } from '../json.ts';
import {
  type Backends,
  createRegion,
  createRegions,
  namedCall,
  realStores,
  type Service,
  type Stores,
  signedScope,
} from './backends.ts';
import { namedTables } from './dynamodb.ts';
import {
  type Backend,
  errorResponse,
  readRequest,
  ServiceError,
  type WireRequest,
  type WireResponse,
} from './wire.ts';

/** Who calls what. The access key of a local function is the function's name. */
export interface AwsCall {
  readonly accessKeyId: string;
  readonly service: string;
  readonly action: string;
  /** The tables and indexes that a DynamoDB request uses. */
  readonly tables?: readonly string[];
  /** The ARNs of the roles that a task definition to register names. */
  readonly passes?: readonly string[];
}

/** May return an error in place of the service, or delay the call. */
type Intercept = (call: AwsCall) => ServiceError | undefined | Promise<ServiceError | undefined>;

/** The service and action that a request named, and the response. */
interface Routed {
  readonly service: string;
  readonly action: string;
  readonly response: WireResponse;
}

/**
 * Routes a request to the service named by its `X-Amz-Target` or its path. Credentials are required, but any will do; `intercept` may answer in place
 * of the service: for a role that does not allow the call, or a fault injected by a test.
 */
async function routeRequest(
  request: WireRequest,
  backends: Backends,
  accountId: string,
  intercept: Intercept,
): Promise<Routed> {
  const { backend, action, words } = namedCall(request, backends);
  const toResponse = (error: ServiceError) =>
    backend?.refuse?.(error) ?? errorResponse(error, backend?.contentType);
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
    accessKeyId: signedScope(request).accessKeyId,
    service: backend.name,
    action,
    ...(backend.name === 'dynamodb' && { tables: namedTables(request.body) }),
    ...(action === 'RegisterTaskDefinition' && { passes: namedRoles(request.body) }),
  };
  const error = await intercept(call);
  if (error !== undefined) return { ...call, response: toResponse(error) };
  return { service: backend.name, action, response: await backend.answer(request, action) };
}

function namedRoles(body: string): string[] {
  const { taskRoleArn, executionRoleArn } = asRecord(readJson(body));
  return [taskRoleArn, executionRoleArn].filter((given) => typeof given === 'string');
}

/**
 * `aws sts get-caller-identity`, the only query-protocol action that tools call on their own: CLI users to see where they are, Terraform to learn its
 * account. Every other query is refused.
 */
function callerIdentity(body: string, accountId: string): Routed {
  const action = new URLSearchParams(body).get('Action') ?? '';
  const headers = { 'content-type': 'text/xml' };
  if (action !== 'GetCallerIdentity') {
    const message =
      'This local AWS endpoint speaks the JSON protocols only; a newer SDK or CLI uses them for this service.';
    return {
      service: 'query',
      action,
      response: {
        status: 400,
        headers,
        body: `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${message}</Message></Error></ErrorResponse>`,
      },
    };
  }
  return {
    service: 'sts',
    action,
    response: {
      status: 200,
      headers,
      body:
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        `<Arn>arn:aws:iam::${accountId}:user/local</Arn><UserId>AIDALOCAL</UserId><Account>${accountId}</Account>` +
        '</GetCallerIdentityResult></GetCallerIdentityResponse>',
    },
  };
}

/** Options of the local AWS. */
export interface AwsOptions {
  readonly accountId: string;
  readonly region: string;
  /** The services implemented here; SQS and DynamoDB are always included. */
  readonly services: readonly Service[];
  /** What answers as SQS and as DynamoDB. */
  readonly stores?: Stores;
  /** The services of another region, created when a client first signs for it. When absent, such clients are refused. */
  readonly elsewhere?: (region: string) => readonly Service[];
  /** Called after each answered request. */
  readonly onRequest?: (request: AwsCall & { readonly status: number }) => void;
  /** May answer in place of the service: a returned error is the response. */
  readonly intercept?: Intercept;
  /** Called with an internal error of a local service; the client gets a 500. */
  readonly onFault?: (fault: unknown) => void;
}

/** The local AWS without its server. */
interface Aws {
  /** Changed once it is known. */
  readonly place: { origin: string };
  /** The supported actions by service name. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  answer(request: WireRequest): Promise<WireResponse>;
  close(): Promise<void>;
}

/** All local AWS services, asked without a socket. */
export async function createAws(options: AwsOptions): Promise<Aws> {
  const { accountId, region, elsewhere, stores = realStores, onFault = report } = options;
  const place = { accountId, region, origin: '' };
  const home = await createRegion(place, { services: options.services, stores, onFault });
  const regions = createRegions(
    region,
    elsewhere &&
      ((other) => createRegion({ ...place, region: other }, { services: elsewhere(other), stores, onFault })),
  );
  const { byTarget, byScope } = home.backends;
  const all: Backend[] = [...byTarget.values(), ...byScope.values()];
  return {
    place,
    actions: Object.fromEntries(all.map(({ name, actions }) => [name, actions])),
    async answer(request) {
      const there = await regions.at(request);
      const isRefused = there instanceof ServiceError;
      const { backends } = there === undefined || isRefused ? home : there;
      const intercept = isRefused ? () => there : (options.intercept ?? (() => undefined));
      const { service, action, response } = await routeRequest(request, backends, accountId, intercept);
      const { accessKeyId } = signedScope(request);
      options.onRequest?.({ accessKeyId, service, action, status: response.status });
      return response;
    },
    async close() {
      await home.close();
      await regions.close();
    },
  };
}

function report(fault: unknown): void {
  console.error(String(fault));
}

export interface LocalAws {
  readonly url: string;
  /** The QueueUrl of a queue, whether or not it exists. */
  queueUrl(name: string): string;
  /** The supported actions by service name. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /** Asks it without a socket. */
  answer(request: WireRequest): Promise<WireResponse>;
  /** Closes everything at once, including open long polls and keep-alive connections. */
  close(): Promise<void>;
}

/** Starts all local AWS services on one port of 127.0.0.1; 0 picks a free one. Throws a one-sentence error when the port is taken. */
export async function startAws({
  port,
  ...options
}: AwsOptions & { readonly port: number }): Promise<LocalAws> {
  const { accountId, onFault = report } = options;
  const aws = await createAws(options);
  const server = await serve(
    (incoming, response) => {
      void answer().catch((fault: unknown) => {
        // A client that disconnected half-way is not our error.
        if (!incoming.complete) return;
        onFault(fault);
        const failed = new ServiceError('InternalFailure', 'The local AWS endpoint failed.', 500);
        send(response, errorResponse(failed));
      });
      async function answer(): Promise<void> {
        const request = await readRequest(incoming, response);
        const tooLarge = () =>
          errorResponse(new ServiceError('RequestEntityTooLarge', 'The request is too large.', 413));
        send(response, request === undefined ? tooLarge() : await aws.answer(request));
      }
    },
    { port, variable: 'AWS_PORT', keepAliveTimeout },
  );
  aws.place.origin = server.url;

  return {
    url: server.url,
    queueUrl: (name) => `${server.url}/${accountId}/${name}`,
    actions: aws.actions,
    answer: aws.answer,
    async close() {
      await aws.close();
      await server.close();
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'x-amzn-requestid': randomUUID(),
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}
