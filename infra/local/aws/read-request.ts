import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WireRequest } from './wire.ts';

// DynamoDB takes the largest bodies: 16 MB for a batch.
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Reads a request to its end; undefined when it is larger than any AWS service takes. */
export async function readRequest(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<WireRequest | undefined> {
  const hungUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) hungUp.abort();
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(bytes);
  }
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    gone: hungUp.signal,
  };
}
