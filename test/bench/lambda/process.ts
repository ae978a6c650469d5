import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Cpu } from './cpu.ts';

/** How a process is started. */
interface ProcessOptions {
  /** The entry of aws-lambda-ric. */
  readonly runtimeClient: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cpu: Cpu;
  /** What its invocations are throttled to, 1 for a whole CPU; its init never is. Unthrottled when absent. */
  readonly share?: number;
}

/** What one invocation returned; times as `performance.now()`. */
interface Invocation {
  readonly startedAt: number;
  readonly answeredAt: number;
  readonly answer: unknown;
}

/** A function in a process of its own, under AWS's runtime client. */
interface LambdaProcess {
  /** From the start of the process to its asking for the first event, milliseconds. */
  readonly initMs: number;
  /** Rejects with what the process reports as an error, when it ends, and when it answers nothing in 30 s. */
  invoke(event: object): Promise<Invocation>;
  end(): Promise<void>;
}

/** Starts a bundle and waits until it asks for its first event. */
export async function startFunction(file: string, options: ProcessOptions): Promise<LambdaProcess> {
  const { runtimeClient, environment, cpu, share = 1 } = options;
  const [command = '', ...args] = cpu.command([process.execPath, runtimeClient, 'index.handler']);
  const api = await startRuntimeApi();
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: dirname(file),
    env: {
      ...environment,
      PATH: process.env.PATH ?? '',
      AWS_LAMBDA_RUNTIME_API: api.address,
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
  const died = ended.then(() => Promise.reject(new Error(`${file}: the process ended.`)));
  died.catch(() => undefined);
  const throttle = share < 1 ? cpu.throttle(child) : undefined;
  async function end(): Promise<void> {
    throttle?.end();
    child.kill('SIGKILL');
    await ended;
    throttle?.remove();
    api.close();
  }
  try {
    const readyAt = await Promise.race([api.ready(), died]);
    return {
      initMs: readyAt - startedAt,
      async invoke(event) {
        await Promise.race([api.ready(), died]);
        throttle?.begin(share);
        const invocation = await Promise.race([api.invoke(event), died]);
        throttle?.end();
        return invocation;
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The side of Lambda that a runtime client talks to. */
interface RuntimeApi {
  /** host:port, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** When the process asked for the event that it still waits for. */
  ready(): Promise<number>;
  invoke(event: object): Promise<Invocation>;
  close(): void;
}

/**
 * Serves one process. Each process has an API of its own: the question for an event that an ended process left behind must not be taken for the
 * next one's first.
 */
async function startRuntimeApi(): Promise<RuntimeApi> {
  let asked = Promise.withResolvers<{ readonly at: number; readonly response: ServerResponse }>();
  let running = Promise.withResolvers<Omit<Invocation, 'startedAt'>>();
  const server = createServer(async (request, response) => {
    const at = performance.now();
    if (request.url?.endsWith('/next')) return asked.resolve({ at, response });
    const answer = await text(request);
    response.writeHead(202).end();
    if (request.url?.endsWith('/response')) {
      return running.resolve({ answeredAt: at, answer: JSON.parse(answer) });
    }
    const failed = new Error(`${request.url}: ${answer}`);
    asked.reject(failed);
    running.reject(failed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ready: async () => (await inTime(asked.promise)).at,
    async invoke(event) {
      const { response } = await asked.promise;
      asked = Promise.withResolvers();
      asked.promise.catch(() => undefined);
      running = Promise.withResolvers();
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': crypto.randomUUID(),
        'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:000000000000:function:bench',
      });
      const startedAt = performance.now();
      response.end(JSON.stringify(event));
      return { startedAt, ...(await inTime(running.promise)) };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function inTime<Result>(result: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('The process did nothing for 30 s.')), 30_000);
  return await Promise.race([result, late.promise]).finally(() => clearTimeout(timer));
}
