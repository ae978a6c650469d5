import { type ServerResponse, STATUS_CODES } from 'node:http';

/** The load balancer's own answer, where no target gave one. */
export function sendError(response: ServerResponse, status: 502 | 503 | 504): void {
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
