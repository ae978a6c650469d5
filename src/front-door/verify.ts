import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AwsClient } from './aws-client.ts';
import { type HttpRequest, isRecord, textOf } from './http.ts';

const RENEWAL_INTERVAL_MS = 60_000;

/** The Slack app's signing secret, read at run time. Deadlines are epoch milliseconds. */
export interface SigningSecret {
  /** The secret last read; reads it if there is none. Rejects when it can't be read by the deadline. */
  current(deadline: number): Promise<string>;
  /**
   * Reads the secret again in case it was rotated, at most once a minute for all callers: a stranger with wrong signatures must not be able to use up
   * the calls. Undefined when it was not read again. Rejects as `current` does.
   */
  renewed(deadline: number): Promise<string | undefined>;
}

/** Caches what `read` returns; calls made during a read share it. */
export function signingSecret(read: (deadline: number) => Promise<string>, now: () => number): SigningSecret {
  let secret: string | undefined;
  let reading: Promise<string> | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;

  function load(deadline: number): Promise<string> {
    reading ??= read(deadline)
      .then((value) => {
        secret = value;
        return value;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  return {
    current: async (deadline) => secret ?? (await load(deadline)),
    async renewed(deadline) {
      if (reading) return reading;
      if (now() - renewedAt < RENEWAL_INTERVAL_MS) return undefined;
      renewedAt = now();
      return load(deadline);
    },
  };
}

/** What a request's two signature headers claim; none of it is verified yet. */
interface SignatureClaim {
  /** As in the header: decimal seconds. */
  readonly timestamp: string;
  /** HMAC-SHA256, 32 bytes. */
  readonly mac: Buffer;
}

const MAX_AGE_SECONDS = 300;

/**
 * Reads `x-slack-signature` and `x-slack-request-timestamp`. A request that fails here is refused without the secret, so it costs no call to SSM.
 * Stricter than Bolt, which accepts times in the future and hashes `Number(header)`.
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

/**
 * Whether Slack sent this, less than 5 minutes ago. A wrong signature may mean that the secret was rotated, so it may be read again before the
 * request is refused.
 * @param deadline epoch milliseconds
 * @returns undefined if Slack sent it, else in a few words for the log what is wrong; rejects while there is no secret
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

/** Whether the claim was made with this secret over these bytes; takes the same time for every wrong claim. */
export function verifySignature(
  { timestamp, mac }: SignatureClaim,
  rawBody: Buffer,
  secret: string,
): boolean {
  const own = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(rawBody).digest();
  return mac.length === own.length && timingSafeEqual(mac, own);
}

/**
 * `aws ssm get-parameter --with-decryption --name …`. An empty secret is an error: anyone could sign with it.
 * @throws Error; also AwsRefusal and NoAnswer
 */
export async function readSigningSecret(ssm: AwsClient, name: string, deadline: number): Promise<string> {
  const { Parameter: parameter } = await ssm.call(
    'GetParameter',
    { Name: name, WithDecryption: true },
    deadline,
  );
  const secret = isRecord(parameter) ? textOf(parameter.Value).trim() : '';
  if (!secret) throw new Error(`The parameter ${name} is empty.`);
  return secret;
}
