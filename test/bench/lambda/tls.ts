import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A certificate for localhost that lives as long as the bench. */
export interface Certificate {
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

/** What a stand-in is asked. */
interface Asked {
  readonly path: string;
  /** The AWS action: `SendMessage`. */
  readonly action: string;
  readonly body: string;
}

/** A stand-in for one host of AWS or Slack. */
interface TlsService {
  readonly url: string;
  close(): void;
}

/** Answers every request with 200 and what `answer` returns, as it is if it is text; each service behind a handshake of its own. */
export async function startTlsService(
  { key, cert }: Certificate,
  answer: (asked: Asked) => object | string | Promise<object | string>,
): Promise<TlsService> {
  const server = createServer({ key, cert }, async (request, response) => {
    const body = await text(request);
    const action = String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1);
    const answered = await answer({ path: request.url ?? '', action: action ?? '', body });
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(typeof answered === 'string' ? answered : JSON.stringify(answered));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
