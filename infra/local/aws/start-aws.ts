import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AwsService } from './aws-service.ts';
import { createDynamodb } from './dynamodb/create-dynamodb.ts';
import { errorResponse } from './error-response.ts';
import { listen } from './listen.ts';
import type { QueryService } from './query-service.ts';
import { readRequest } from './read-request.ts';
import type { RestService } from './rest-service.ts';
import { type AwsCall, accessKeyId, type Intercept, routeRequest } from './route-request.ts';
import { serveJson } from './serve-json.ts';
import { serveQuery } from './serve-query.ts';
import { serveRest } from './serve-rest.ts';
import { createSqs } from './sqs/create-sqs.ts';
import type { Backend, RestBackend, WireResponse } from './wire.ts';

/** How the local AWS endpoint is set up. */
export interface AwsOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly accountId: string;
  readonly region: string;
  /** The services that are ours; SQS and DynamoDB are always there. */
  readonly services: readonly (AwsService | RestService | QueryService)[];
  /** Told of each answered request. */
  readonly onRequest?: (request: AwsCall & { readonly status: number }) => void;
  /** May answer in a service's place: an error that it returns is the answer. */
  readonly intercept?: Intercept;
  /** Told of a fault in a local service, which its caller sees as a 500. */
  readonly onFault?: (fault: unknown) => void;
}

/** The running endpoint. */
export interface LocalAws {
  readonly url: string;
  /** The QueueUrl of a queue, whether or not it exists. */
  queueUrl(name: string): string;
  /** Which actions each service serves, by service name. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /** Ends everything at once, open long polls and kept-alive connections too. */
  close(): Promise<void>;
}

/** Milliseconds. Node's own five are just what waiters pause between two calls: a reused connection would be reset. */
const keepAliveTimeout = 60_000;

/** Starts every local AWS service on one port of 127.0.0.1. Throws one clear sentence when the port is taken. */
export async function startAws(options: AwsOptions): Promise<LocalAws> {
  const { accountId, region, onFault = (fault) => console.error(String(fault)) } = options;
  const place = { accountId, region, origin: '' };
  const sqs = await createSqs(place);
  const rest = options.services.filter((service) => 'routes' in service);
  const query = options.services.filter((service) => 'protocol' in service);
  const rpc = options.services.filter((service) => 'targetPrefix' in service);
  const backends = {
    byTarget: new Map<string, Backend>([
      ['AmazonSQS', sqs],
      ['DynamoDB_20120810', createDynamodb(place)],
      ...rpc.map((service) => [service.targetPrefix, serveJson(service, onFault)] as const),
    ]),
    byScope: new Map<string, RestBackend>([
      ...rest.map((service) => [service.name, serveRest(service, onFault)] as const),
      ...query.map((service) => [service.name, serveQuery(service, onFault)] as const),
    ]),
  };
  const all: Backend[] = [...backends.byTarget.values(), ...backends.byScope.values()];

  const server = createServer({ keepAliveTimeout }, (incoming, response) => {
    void answer().catch((fault: unknown) => {
      // A client that hung up half-way is no fault of ours.
      if (!incoming.complete) return;
      onFault(fault);
      send(response, errorResponse('InternalFailure', 'The local AWS endpoint failed.', { status: 500 }));
    });
    async function answer(): Promise<void> {
      const request = await readRequest(incoming, response);
      if (request === undefined) {
        send(response, errorResponse('RequestEntityTooLarge', 'The request is too large.', { status: 413 }));
        return;
      }
      const routed = await routeRequest(request, backends, accountId, options.intercept ?? (() => undefined));
      send(response, routed.response);
      const { service, action } = routed;
      options.onRequest?.({
        accessKeyId: accessKeyId(request),
        service,
        action,
        status: routed.response.status,
      });
    }
  });
  const port = await listen(server, options.port, 'AWS_PORT');
  place.origin = `http://127.0.0.1:${port}`;

  return {
    url: place.origin,
    queueUrl: (name) => `${place.origin}/${accountId}/${name}`,
    actions: Object.fromEntries(all.map(({ name, actions }) => [name, actions])),
    async close() {
      await sqs.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
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
