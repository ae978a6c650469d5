import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What one cold process answered; times as `performance.now()`. */
export interface ColdAnswer {
  /** When it asked for its first event, which it was then given at once. */
  readonly readyAt: number;
  readonly answeredAt: number;
  readonly answer: string;
}

/** The side of Lambda that a runtime client talks to. */
export interface RuntimeApi {
  /** host:port, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Rejects with what the process reports as an error, and when it answers nothing in 30 s. */
  readonly answered: Promise<ColdAnswer>;
  close(): void;
}

/**
 * Serves one event to one process. Each process has an API of its own: the question for a second event that an ended
 * process left behind must not be taken for the next one's first.
 */
export async function startRuntimeApi(event: object): Promise<RuntimeApi> {
  const { promise, resolve, reject } = Promise.withResolvers<ColdAnswer>();
  let readyAt = 0;
  const server = createServer(async (request, response) => {
    const at = performance.now();
    if (request.url?.endsWith('/next')) {
      if (readyAt) return;
      readyAt = at;
      const headers = {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': crypto.randomUUID(),
        'lambda-runtime-deadline-ms': String(Date.now() + 5000),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:000000000000:function:bench',
      };
      response.writeHead(200, headers).end(JSON.stringify(event));
      return;
    }
    const answer = await text(request);
    response.writeHead(202).end();
    if (request.url?.endsWith('/response')) resolve({ readyAt, answeredAt: at, answer });
    else reject(new Error(`${request.url}: ${answer}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const timer = setTimeout(() => reject(new Error('The process answered nothing in 30 s.')), 30_000);
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered: promise.finally(() => clearTimeout(timer)),
    close() {
      clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}
