import { createHash, createHmac } from 'node:crypto';

/** Temporary keys of the function's role. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A POST to the root of a service that speaks AWS JSON. */
export interface AwsRequest {
  readonly host: string;
  /** As credentials are scoped: `sqs`, `ssm`. */
  readonly service: string;
  readonly region: string;
  /** E.g. `AmazonSQS.SendMessage`. */
  readonly target: string;
  /** E.g. `application/x-amz-json-1.0`. */
  readonly contentType: string;
  readonly body: string;
}

/**
 * Signs with Signature Version 4. Own lines, because the SDK's SQS client alone costs 3.6 times an empty cold start;
 * they equal `@smithy/signature-v4` by a property test.
 * @param now epoch milliseconds
 * @returns all headers to send
 */
export function signAwsRequest(
  request: AwsRequest,
  credentials: Credentials,
  now: number,
): Record<string, string> {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${request.region}/${request.service}/aws4_request`;
  const headers: Record<string, string> = {
    'content-type': request.contentType,
    host: request.host,
    'x-amz-date': time,
    ...(credentials.sessionToken && { 'x-amz-security-token': credentials.sessionToken }),
    'x-amz-target': request.target,
  };
  // The headers above stand in the order of the alphabet, as the canonical request wants them.
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(request.body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, request.region, request.service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
