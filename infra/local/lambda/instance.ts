import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';

export interface LambdaFunction {
  readonly name: string;
  /** Runs the handler in an idle instance, or in a new one. Rejects as the handler does. */
  invoke(event: unknown): Promise<unknown>;
  /** Kills every instance at once; the next call is a cold start. */
  kill(): Promise<void>;
}

/**
 * On AWS each instance has its own CPU. Here they share one machine: a burst that started an instance per call would slow all of them into their
 * timeouts, so beyond this many instances a call waits for its turn.
 */
const mostInstances = 10;

/** A function that keeps as many warm instances as were ever busy at the same time, at most ten. */
export function createFunction(
  options: InstanceOptions & { readonly timeoutSeconds: number },
  start: (options: InstanceOptions) => LambdaInstance = startInstance,
): LambdaFunction {
  const idle: LambdaInstance[] = [];
  const all = new Set<LambdaInstance>();
  const waiting: PromiseWithResolvers<void>[] = [];
  let busy = 0;
  const turn = async () => {
    if (busy < mostInstances) {
      busy += 1;
      return;
    }
    // A call that ends hands its turn to the next one.
    const mine = Promise.withResolvers<void>();
    waiting.push(mine);
    await mine.promise;
  };
  const endTurn = () => {
    const next = waiting.shift();
    if (next) next.resolve();
    else busy -= 1;
  };
  return {
    name: options.functionName,
    async invoke(event) {
      await turn();
      try {
        return await run(event);
      } finally {
        endTurn();
      }
    },
    async kill() {
      const instances = [...all];
      all.clear();
      idle.length = 0;
      // Waiting calls fail as if their instances had been killed too.
      for (const each of waiting.splice(0))
        each.reject(new Error(`${options.functionName}: the instance ended.`));
      await Promise.all(instances.map((instance) => instance.kill()));
    },
  };

  async function run(event: unknown): Promise<unknown> {
    let instance = idle.pop();
    // Skip an instance that ended between two events, by `process.exit` for example.
    while (instance && !instance.isAlive()) instance = idle.pop();
    instance ??= start(options);
    all.add(instance);
    try {
      const result = await instance.invoke(event, options.timeoutSeconds * 1000);
      if (instance.isAlive()) idle.push(instance);
      return result;
    } catch (error) {
      // On AWS a handler that throws keeps its instance, one that dies does not; here the instance is replaced in both cases, which is always valid.
      all.delete(instance);
      await instance.kill();
      throw error;
    }
  }
}

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
  /** Ends the instance at once, whatever it is doing. */
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
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
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

/** Calls back with each non-empty line of a stream, whole even when it came in pieces. */
function splitLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => {
    if (line !== '') onLine(line);
  });
}
