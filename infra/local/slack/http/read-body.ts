import type { IncomingMessage } from 'node:http';

/** Far above what Slack's Web API takes (about 1 MB), so that its own limits answer first. */
const maximumBody = 8 * 1024 * 1024;

/** The request's body as UTF-8 text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBody) throw new Error('The request body is larger than 8 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
