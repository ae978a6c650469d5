import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';

/** Milliseconds of one cold process: `initMs` from its start to asking for an event, `firstMs` from event to answer. */
export interface ColdTimes {
  readonly initMs: number;
  readonly firstMs: number;
}

/** How a process is started. */
interface ColdProcess {
  readonly runtimeClient: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The CPU that it is kept on, where the system has taskset. */
  readonly cpu: number | undefined;
}

/** Starts one process of a bundle, gives it one event, ends it. Throws unless it answers with status 200. */
export async function runCold(file: string, event: object, about: ColdProcess): Promise<ColdTimes> {
  const { runtimeClient, environment, cpu } = about;
  const node = [process.execPath, runtimeClient, 'index.handler'];
  const [command = '', ...args] = cpu === undefined ? node : ['taskset', '-c', String(cpu), ...node];
  const runtimeApi = await startRuntimeApi(event);
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: dirname(file),
    env: {
      ...environment,
      PATH: process.env.PATH ?? '',
      AWS_LAMBDA_RUNTIME_API: runtimeApi.address,
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: dirname(file),
      AWS_LAMBDA_FUNCTION_NAME: 'bench',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_LOG_GROUP_NAME: 'bench',
      AWS_LAMBDA_LOG_STREAM_NAME: 'bench',
    },
    stdio: ['ignore', 'ignore', 2],
  });
  const ended = once(child, 'exit');
  try {
    const died = ended.then(() =>
      Promise.reject(new Error(`${file}: the process ended before it answered.`)),
    );
    const { readyAt, answeredAt, answer } = await Promise.race([runtimeApi.answered, died]);
    const { statusCode } = JSON.parse(answer) as { statusCode?: number };
    if (statusCode !== 200) throw new Error(`${file} answered ${answer}`);
    return { initMs: readyAt - startedAt, firstMs: answeredAt - readyAt };
  } finally {
    child.kill('SIGKILL');
    await ended;
    runtimeApi.close();
  }
}

/** What one cold process answered; times as `performance.now()`. */
interface ColdAnswer {
  /** When it asked for its first event, which it was then given at once. */
  readonly readyAt: number;
  readonly answeredAt: number;
  readonly answer: string;
}

/** The side of Lambda that a runtime client talks to. */
interface RuntimeApi {
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
async function startRuntimeApi(event: object): Promise<RuntimeApi> {
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
