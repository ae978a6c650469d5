import { Worker } from 'node:worker_threads';
import { splitLines } from './split-lines.ts';

export interface InstanceOptions {
  readonly functionName: string;
  readonly file: string;
  readonly handler: string;
  readonly memoryMb: number;
  readonly environment: Record<string, string>;
  readonly onLog: (line: string) => void;
}

export interface LambdaInstance {
  /** One event at a time, as Lambda does. Rejects with the handler's error, or when the instance dies. */
  invoke(event: unknown, timeoutMs: number): Promise<unknown>;
  /** False once its thread has ended, by itself or by `kill`. */
  isAlive(): boolean;
  /** The instance is gone at once, in the middle of whatever it does. */
  kill(): Promise<void>;
}

interface Answer {
  /** JSON. */
  readonly result?: string;
  readonly error?: { readonly name: string; readonly message: string; readonly stack?: string };
}

/** A cold start: a new thread that loads the bundle. */
export function startInstance(options: InstanceOptions): LambdaInstance {
  const { functionName, file, handler, memoryMb, environment, onLog } = options;
  const worker = new Worker(new URL('./lambda-thread.ts', import.meta.url), {
    env: environment,
    workerData: { file, handler, functionName, memoryMb },
    stdout: true,
    stderr: true,
  });
  splitLines(worker.stdout, onLog);
  splitLines(worker.stderr, onLog);
  let alive = true;
  let settle: ((answer: Answer) => void) | undefined;
  const die = (message: string) => {
    alive = false;
    settle?.({ error: { name: 'Runtime.ExitError', message } });
  };
  worker.on('message', (answer: Answer) => settle?.(answer));
  worker.on('error', (error: Error) => die(error.stack ?? error.message));
  worker.on('exit', () => die(`${functionName}: the instance ended.`));

  return {
    async invoke(event, timeoutMs) {
      const message = `Task timed out after ${timeoutMs / 1000} seconds`;
      const { promise, resolve } = Promise.withResolvers<Answer>();
      settle = resolve;
      const timer = setTimeout(() => resolve({ error: { name: 'Sandbox.Timedout', message } }), timeoutMs);
      worker.postMessage({ event: JSON.stringify(event), deadline: Date.now() + timeoutMs });
      const { result = 'null', error } = await promise;
      clearTimeout(timer);
      settle = undefined;
      if (error) throw Object.assign(new Error(error.message), error);
      return JSON.parse(result);
    },
    isAlive: () => alive,
    async kill() {
      alive = false;
      await worker.terminate();
    },
  };
}
