import { type InstanceOptions, type LambdaInstance, startInstance } from './lambda-instance.ts';

export interface LambdaFunction {
  readonly name: string;
  /** Runs the handler in an idle instance, or in a new one. Rejects as the handler does. */
  invoke(event: unknown): Promise<unknown>;
  /** Ends every instance at once; the next call is a cold start. */
  kill(): Promise<void>;
}

/**
 * On AWS each instance has a processor of its own. Here they share one machine's: a burst that started one each would slow all
 * of them into their time-outs, so from this many on a call waits for its turn.
 */
const mostInstances = 10;

/** A function with as many warm instances as were ever busy at the same time, ten at most. */
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
    // Whoever ends hands its turn on.
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
      // As if their instances had been among those.
      for (const each of waiting.splice(0))
        each.reject(new Error(`${options.functionName}: the instance ended.`));
      await Promise.all(instances.map((instance) => instance.kill()));
    },
  };

  async function run(event: unknown): Promise<unknown> {
    let instance = idle.pop();
    // An instance that ended between two events, `process.exit` say, is none.
    while (instance && !instance.isAlive()) instance = idle.pop();
    instance ??= start(options);
    all.add(instance);
    try {
      const result = await instance.invoke(event, options.timeoutSeconds * 1000);
      if (instance.isAlive()) idle.push(instance);
      return result;
    } catch (error) {
      // A handler that threw keeps its instance on AWS too, but one that died does not: the fresh start is always true.
      all.delete(instance);
      await instance.kill();
      throw error;
    }
  }
}
