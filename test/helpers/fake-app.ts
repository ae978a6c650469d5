import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Received {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  /** The fields of a form body. */
  readonly form: Readonly<Record<string, string>>;
  /** The JSON of `payload=`, or of a JSON body. */
  readonly payload: Json;
}

interface BotAnswer {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
}

export interface FakeBot {
  readonly url: string;
  readonly received: Received[];
}

/** A small app at the other end: keeps what Slack sends and answers what `answer` says. Ends with the test. */
export async function fakeBot(
  answer: (request: Received) => Promise<BotAnswer | undefined> | BotAnswer | undefined = () => undefined,
): Promise<FakeBot> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const isForm = request.headers['content-type']?.includes('form-urlencoded');
    const form = isForm ? Object.fromEntries(new URLSearchParams(body)) : {};
    const payload = isForm ? JSON.parse(form.payload ?? '{}') : JSON.parse(body);
    const one: Received = { body, headers: request.headers, form, payload };
    received.push(one);
    const { status = 200, type = 'text/plain', body: text = '' } = (await answer(one)) ?? {};
    response.writeHead(status, { 'content-type': type }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack`, received };
}

/** Any JSON that a test looks into. */
interface Json {
  readonly [key: string]: Json;
}
