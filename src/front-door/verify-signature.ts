import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SignatureClaim } from './read-signature.ts';

/** Whether the claim was made with this secret over these bytes; takes the same time for every wrong claim. */
export function verifySignature(
  { timestamp, mac }: SignatureClaim,
  rawBody: Buffer,
  secret: string,
): boolean {
  const own = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(rawBody).digest();
  return mac.length === own.length && timingSafeEqual(mac, own);
}
