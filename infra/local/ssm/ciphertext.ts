import { createHash } from 'node:crypto';

/**
 * What SSM answers for a SecureString that is read without decryption: KMS ciphertext in base64. The same version reads
 * the same each time; nothing of the value can be read from it.
 */
export function ciphertext(name: string, version: number): string {
  const noise = Array.from({ length: 5 }, (_, block) =>
    createHash('sha256').update(`${name}:${version}:${block}`).digest(),
  );
  // KMS blobs begin with these bytes, so that the text begins with AQICAH as people know it.
  return Buffer.concat([Buffer.from('01020200', 'hex'), ...noise]).toString('base64');
}
