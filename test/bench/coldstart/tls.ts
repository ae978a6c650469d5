import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A certificate for localhost that lives as long as the bench. */
interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Path of the certificate, for NODE_EXTRA_CA_CERTS. */
  readonly file: string;
}

/** @param dir where the two files go */
export function makeCertificate(dir: string): Certificate {
  const key = join(dir, 'key.pem');
  const cert = join(dir, 'cert.pem');
  const args =
    'req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=localhost -addext subjectAltName=DNS:localhost';
  execFileSync('openssl', [...args.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), file: cert };
}

/** A stand-in for one host of AWS or Slack. */
interface TlsService {
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
