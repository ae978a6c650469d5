import { createHash } from 'node:crypto';

/** A made-up image digest that is always the same for the same text. */
export function stableDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
