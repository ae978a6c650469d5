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
  /** 0 picks a free port. */
  readonly port: number;
  readonly clock: Clock;
  /** Divides the times of health checks and draining: 1 is real time. */
  readonly speed: number;
}

interface LoadBalancer extends TargetGroups {
  close(): Promise<void>;
}

/**
 * A load balancer with one HTTP listener on 127.0.0.1 for all target groups: by the weights of their listener rule, then round robin over the healthy targets, 503 when there is none, 502 and
 * 504 for a target that does not answer. Rejects with a one-sentence error when the port is taken.
 */
export async function startLoadBalancer({ port, clock, speed }: LoadBalancerOptions): Promise<LoadBalancer> {
  const targets = createTargetGroups(clock, timesAtSpeed(speed));
  const errors: Record<string, number> = {};
  const countError = (status: number) => {
    errors[status] = (errors[status] ?? 0) + 1;
  };
  // An Application Load Balancer also closes a connection that was idle for 60 s.
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
  const { register, deregister, health, setWeights } = targets;
  return {
    url: server.url,
    errors: () => errors,
    register,
    deregister,
    health,
    setWeights,
    async close() {
      stopCounting();
      targets.close();
      await server.close();
    },
  };
}

/** The load balancer's own response, where no target gave one. */
function sendError(response: ServerResponse, status: 502 | 503 | 504): void {
  if (response.headersSent) {
    // A half-sent response can't be recalled; closing the connection tells the client that it is incomplete.
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

/** How long a target may send nothing, milliseconds. */
const idleTimeout = 60_000;

/**
 * Forwards a request to a target: 502 when it does not answer, 504 when it takes too long, both reported to `failed`. `done` is called once, with the
 * status of the response, or undefined when the client disconnected before there was one.
 *
 * Each request has its own connection to the target: a kept-alive one could be closed by the target while a request is on its way, which would be a
 * 502 without a visible cause.
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
  // A body of unknown length must stay chunked, or the target would read it as another request.
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
    // The rest of the request would block the connection's next one.
    incoming.unpipe(upstream);
    incoming.resume();
    failed(status);
    sendError(response, status);
    upstream.destroy();
  }
}

/** Headers that belong to one connection, not to the message. The load balancer answers `expect` itself. */
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

/** The headers to forward: all but those of the connection and those that `connection` names. */
export function endToEndHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.has(name)),
  );
}

const second = 1000;

/** Reports once a second how many requests each target was sent in it. The returned function stops it. */
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
