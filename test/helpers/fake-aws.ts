import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request that came in. */
export interface FakeCall {
  readonly target: string;
  readonly input: Record<string, unknown>;
  /** Which connection it came on, counted from 0. */
  readonly connection: number;
}

/** What becomes of a call: an answer, a reset connection, or silence. */
export type FakeAnswer = { readonly status?: number; readonly body: object } | 'reset' | 'stall';

/** A loopback stand-in for hosts that misbehave on demand. */
export interface FakeAws {
  readonly url: string;
  readonly calls: FakeCall[];
  /** Connections accepted so far. */
  connections(): number;
  /** Ends the idle connections as a load balancer does, or resets them. */
  dropConnections(): void;
  close(): void;
}

/** Starts it on a free port; `answer` decides call by call. */
export async function startFakeAws(answer: (call: FakeCall, index: number) => FakeAnswer): Promise<FakeAws> {
  const calls: FakeCall[] = [];
  const sockets: Socket[] = [];
  const server = createServer({ keepAliveTimeout: 0 }, async (request, response) => {
    const body = await text(request);
    const call = {
      target: String(request.headers['x-amz-target'] ?? request.url),
      input: JSON.parse(body) as Record<string, unknown>,
      connection: sockets.indexOf(request.socket),
    };
    calls.push(call);
    send(answer(call, calls.length - 1), response);
  });
  server.on('connection', (socket) => sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    connections: () => sockets.length,
    dropConnections() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function send(answer: FakeAnswer, response: ServerResponse): void {
  if (answer === 'stall') return;
  if (answer === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(answer.body));
}
