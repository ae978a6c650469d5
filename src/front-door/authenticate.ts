import type { HttpRequest } from './http-request.ts';
import { readSignature } from './read-signature.ts';
import type { SigningSecret } from './signing-secret.ts';
import { verifySignature } from './verify-signature.ts';

/**
 * Whether Slack sent this, less than 5 minutes ago. A wrong signature may mean that the secret was rotated, so it
 * may be read again before the request is refused.
 * @param deadline epoch milliseconds
 * @returns undefined for Slack's own, else in a few words for the log what is wrong; rejects while there is no secret
 */
export async function authenticate(
  { headers, rawBody }: HttpRequest,
  { secret, now }: { readonly secret: SigningSecret; readonly now: () => number },
  deadline: number,
): Promise<string | undefined> {
  const read = readSignature(headers, now());
  if ('refusal' in read) return read.refusal;
  if (verifySignature(read.claim, rawBody, await secret.current(deadline))) return undefined;
  try {
    const renewed = await secret.renewed(deadline);
    if (renewed && verifySignature(read.claim, rawBody, renewed)) return undefined;
  } catch (error) {
    return `wrong signature, and the secret can't be read again: ${String(error)}`;
  }
  return 'wrong signature';
}
