import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { createRegion, createRegions, type Service } from './backends.ts';
import { errorResponse } from './error-response.ts';
import { listen } from './listen.ts';
import { readRequest } from './read-request.ts';
import { type AwsCall, accessKeyId, type Intercept, routeRequest } from './route-request.ts';
import { ServiceError } from './service-error.ts';
import type { Backend, WireResponse } from './wire.ts';

/** How the local AWS endpoint is set up. */
export interface AwsOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly accountId: string;
  readonly region: string;
  /** The services that are ours; SQS and DynamoDB are always there. */
  readonly services: readonly Service[];
  /** What there is in another region of the account, when a client first signs for it. Absent: such clients are refused. */
  readonly elsewhere?: (region: string) => readonly Service[];
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
  const home = await createRegion(place, options.services, onFault);
  const { elsewhere } = options;
  const regions = createRegions(
    region,
    elsewhere && ((other) => createRegion({ ...place, region: other }, elsewhere(other), onFault)),
  );
  const { byTarget, byScope } = home.backends;
  const all: Backend[] = [...byTarget.values(), ...byScope.values()];

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
      const there = await regions.at(request);
      const isRefused = there instanceof ServiceError;
      const { backends } = there === undefined || isRefused ? home : there;
      const intercept = isRefused ? () => there : (options.intercept ?? (() => undefined));
      const routed = await routeRequest(request, backends, accountId, intercept);
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
      await home.close();
      await regions.close();
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
