/** What a request's two signature headers claim; nothing of it is proved yet. */
export interface SignatureClaim {
  /** As it stands in the header: decimal seconds. */
  readonly timestamp: string;
  /** HMAC-SHA256, 32 bytes. */
  readonly mac: Buffer;
}

const MAX_AGE_SECONDS = 300;

/**
 * Reads `x-slack-signature` and `x-slack-request-timestamp`. What fails here needs no secret to be refused, so no
 * such request costs a call to SSM. Stricter than Bolt, which takes times in the future and hashes `Number(header)`.
 * @param now epoch milliseconds
 * @returns the claim, or in a few words for the log why there is none
 */
export function readSignature(
  headers: Readonly<Record<string, string>>,
  now: number,
): { readonly claim: SignatureClaim } | { readonly refusal: string } {
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (!signature || !timestamp) return { refusal: 'not signed' };
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return { refusal: 'malformed signature' };
  if (!/^[1-9][0-9]{0,14}$/.test(timestamp)) return { refusal: 'malformed timestamp' };
  const age = Math.floor(now / 1000) - Number(timestamp);
  if (age > MAX_AGE_SECONDS) return { refusal: 'timestamp too old' };
  if (age < -MAX_AGE_SECONDS) return { refusal: 'timestamp in the future' };
  return { claim: { timestamp, mac: Buffer.from(signature.slice(3), 'hex') } };
}
