import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Binds `server` to 127.0.0.1 and gives the port that it got (0 asks for a free one), for requests by that name or localhost alone. A taken port throws one sentence
 * that names `variable`, the environment variable that moves it.
 */
export function listen(server: Server, port: number, variable: string): Promise<number> {
  refuseForeignHosts(server);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} is already in use: set ${variable} to a free port.`) : error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** A name that another site lets point to 127.0.0.1 must not reach a local port through the browser (DNS rebinding). */
function refuseForeignHosts(server: Server): void {
  const answers = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (/^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(request.headers.host ?? '')) {
      for (const answer of answers) answer(request, response);
      return;
    }
    request.resume();
    response.writeHead(403, { 'content-type': 'text/plain' }).end('This server answers on 127.0.0.1 only.');
  });
}
