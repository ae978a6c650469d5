import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Clock } from '../clock.ts';
import type { TargetGroups } from '../ecs/model/task.ts';
import { keepAliveTimeout, serve } from '../http.ts';
import { createTargetGroups, type TargetEntry, timesAtSpeed } from './targets.ts';

interface LoadBalancerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Divides the times of health checks and draining: 1 is real life. */
  readonly speed: number;
}

interface LoadBalancer extends TargetGroups {
  close(): Promise<void>;
}

/**
 * A load balancer with one HTTP listener on 127.0.0.1, for all target groups: round robin over the healthy targets, 503
 * when there is none, 502 and 504 for one that does not answer. Rejects with one clear sentence when the port is taken.
 */
export async function startLoadBalancer({ port, clock, speed }: LoadBalancerOptions): Promise<LoadBalancer> {
  const targets = createTargetGroups(clock, timesAtSpeed(speed));
  const errors: Record<string, number> = {};
  const countError = (status: number) => {
    errors[status] = (errors[status] ?? 0) + 1;
  };
  // An Application Load Balancer, too, closes a connection on which nothing was asked for 60 s.
  const server = await serve(
    (incoming, response) => {
      const entry = targets.take();
      if (entry === undefined) {
        incoming.resume();
        countError(503);
        sendError(response, 503);
        return;
      }
      forwardRequest(incoming, response, entry.target.port(), countError, (status) =>
        targets.release(entry, status),
      );
    },
    { port, variable: 'LB_PORT', keepAliveTimeout },
  );
  const stopCounting = countTraffic(clock, targets.entries);
  const { register, deregister, health } = targets;
  return {
    url: server.url,
    errors: () => errors,
    register,
    deregister,
    health,
    async close() {
      stopCounting();
      targets.close();
      await server.close();
    },
  };
}

/** The load balancer's own answer, where no target gave one. */
function sendError(response: ServerResponse, status: 502 | 503 | 504): void {
  if (response.headersSent) {
    // Half an answer can't be taken back; a closed connection is how its reader learns that it is half.
    response.destroy();
    return;
  }
  const body = `${status} ${STATUS_CODES[status]}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    server: 'awselb/2.0',
  });
  response.end(body);
}

/** How long a target may say nothing, milliseconds. */
const idleTimeout = 60_000;

/**
 * Has a target answer a request: 502 when it does not, 504 when it takes too long, which `failed` is told. `done` is called once, with the status
 * of the answer, undefined when the client hung up before there was one.
 *
 * Each request has its own connection to the target: one that is kept could be closed by the target while a request is
 * on its way, which would be a 502 without a cause that one could see.
 */
function forwardRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  port: number | undefined,
  failed: (status: number) => void,
  done: (status: number | undefined) => void,
): void {
  const { method, url: path, socket } = incoming;
  const headers = endToEndHeaders(incoming.headers);
  const { 'x-forwarded-for': before } = headers;
  headers['x-forwarded-for'] = [before, socket.remoteAddress].flat().filter(Boolean).join(', ');
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-port'] = String(socket.localPort ?? '');
  // A body of unknown length has to stay framed, or the target would read it as a further request.
  if (incoming.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked';

  const upstream = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  upstream.setTimeout(idleTimeout, () => fail(504));
  upstream.on('error', () => fail(502));
  upstream.on('response', (answer) => {
    answer.on('error', () => fail(502));
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEndHeaders(answer.headers));
    answer.pipe(response);
  });
  incoming.pipe(upstream);
  response.on('close', () => {
    upstream.destroy();
    done(response.headersSent ? response.statusCode : undefined);
  });

  function fail(status: 502 | 504): void {
    if (response.destroyed || response.writableEnded) return;
    // What is left of the request would hold up the connection's next one.
    incoming.unpipe(upstream);
    incoming.resume();
    failed(status);
    sendError(response, status);
    upstream.destroy();
  }
}

/** Headers that belong to one connection, not to the message. `expect` is answered by the load balancer itself. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** The headers that go on to the other side: without those of the connection, and those that `connection` names. */
export function endToEndHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.has(name)),
  );
}

const second = 1000;

/** Once a second: how many requests each target was sent in it. The answer ends it. */
function countTraffic(clock: Clock, entries: () => Iterable<TargetEntry>): () => void {
  const before = new WeakMap<TargetEntry, number>();
  let cancel = clock.after(second, count);
  return () => cancel();

  function count(): void {
    for (const entry of entries()) {
      const requestsPerSecond = entry.requests - (before.get(entry) ?? 0);
      before.set(entry, entry.requests);
      const isNews = requestsPerSecond > 0 || entry.requestsPerSecond > 0;
      entry.requestsPerSecond = requestsPerSecond;
      if (isNews) entry.target.onTraffic();
    }
    cancel = clock.after(second, count);
  }
}
