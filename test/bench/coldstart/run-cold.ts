import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { startRuntimeApi } from './start-runtime-api.ts';

/** Milliseconds of one cold process: `initMs` from its start to asking for an event, `firstMs` from event to answer. */
export interface ColdTimes {
  readonly initMs: number;
  readonly firstMs: number;
}

/** How a process is started. */
export interface ColdProcess {
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
