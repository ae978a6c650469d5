import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of the local world. */
export interface LocalServer {
  readonly url: string;
  /** Closes everything at once, including open long polls and keep-alive connections. */
  close(): Promise<void>;
}

interface ServeOptions {
  /** 0 picks a free port. */
  readonly port: number;
  /** The environment variable that changes it. */
  readonly variable: string;
  /** Milliseconds; Node's own five seconds when absent. */
  readonly keepAliveTimeout?: number;
}

/** Node's default of five seconds is about how long a waiter, or somebody typing, pauses: a reused connection would be reset. */
export const keepAliveTimeout = 60_000;

/** Serves on 127.0.0.1, for requests to that name or localhost only. If the port is taken, throws a one-sentence error that names `variable`. */
export async function serve(
  answer: RequestListener,
  { port, variable, ...options }: ServeOptions,
): Promise<LocalServer> {
  const server = createServer(options, (request, response) => {
    // A name that another site resolves to 127.0.0.1 must not reach a local port through the browser (DNS rebinding).
    if (/^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(request.headers.host ?? '')) {
      answer(request, response);
      return;
    }
    request.resume();
    response.writeHead(403, { 'content-type': 'text/plain' }).end('This server answers on 127.0.0.1 only.');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} is already in use: set ${variable} to a free port.`) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A request's body; undefined when it is larger than `most` bytes. Rejects when the client disconnects early. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Far above Slack's Web API limit (about 1 MB), so that its own limits apply first. */
const mostText = 8 * 1024 * 1024;

/** A request's body as UTF-8 text. Rejects when it is larger than 8 MB. */
export async function readText(request: IncomingMessage): Promise<string> {
  const body = await readBody(request, mostText);
  if (body === undefined) throw new Error('The request body is larger than 8 MB.');
  return body.toString('utf8');
}

/** Ends the response with a JSON body. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}
