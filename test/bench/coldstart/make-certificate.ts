import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
