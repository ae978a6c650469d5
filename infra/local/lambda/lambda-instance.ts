import { Worker } from 'node:worker_threads';

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
  /** The instance is gone at once, in the middle of whatever it does. */
  kill(): Promise<void>;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: { name: string; message: string; stack?: string };
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
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) if (line !== '') onLog(line);
    });
  }
  let settle: ((answer: Answer) => void) | undefined;
  const died = (message: string) => settle?.({ error: { name: 'Runtime.ExitError', message } });
  worker.on('message', (answer: Answer) => settle?.(answer));
  worker.on('error', (error: Error) => died(error.stack ?? error.message));
  worker.on('exit', () => died(`${functionName}: the instance ended.`));

  return {
    async invoke(event, timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      const answer = await new Promise<Answer>((resolve) => {
        settle = resolve;
        worker.postMessage({ id: 0, event, deadline });
        const timer = setTimeout(() => {
          void worker.terminate();
          resolve({
            error: { name: 'Sandbox.Timedout', message: `Task timed out after ${timeoutMs / 1000} seconds` },
          });
        }, timeoutMs);
        timer.unref();
        const clear = settle;
        settle = (value) => {
          clearTimeout(timer);
          clear(value);
        };
      });
      settle = undefined;
      if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
      return answer.result;
    },
    async kill() {
      await worker.terminate();
    },
  };
}
