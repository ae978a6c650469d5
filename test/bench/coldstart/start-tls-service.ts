import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './make-certificate.ts';

/** A stand-in for one host of AWS or Slack. */
export interface TlsService {
  readonly url: string;
  /** How many requests it answered since the last time it was asked. */
  takeCount(): number;
  close(): void;
}

/** Answers every request with one JSON body, each service behind a handshake of its own. */
export async function startTlsService({ key, cert }: Certificate, answer: object): Promise<TlsService> {
  let count = 0;
  const server = createServer({ key, cert }, (request, response) => {
    request.resume().once('end', () => {
      count += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    takeCount() {
      const taken = count;
      count = 0;
      return taken;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
