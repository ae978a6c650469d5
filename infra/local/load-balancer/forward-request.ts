import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { endToEndHeaders } from './end-to-end-headers.ts';
import { sendError } from './send-error.ts';

/** How long a target may say nothing, milliseconds. */
const idleTimeout = 60_000;

/**
 * Has a target answer a request: 502 when it does not, 504 when it takes too long, which `failed` is told. `done` is called once, with the status
 * of the answer, undefined when the client hung up before there was one.
 *
 * Each request has its own connection to the target: one that is kept could be closed by the target while a request is
 * on its way, which would be a 502 without a cause that one could see.
 */
export function forwardRequest(
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
