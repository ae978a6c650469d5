import type { Clock } from '../clock.ts';
import { realClock } from '../real-clock.ts';
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
/** Milliseconds for which an instance may be idle beside another one. On AWS it is minutes, but there it is not this machine's memory. */
const idleTime = 20_000;

interface Idle {
  readonly instance: LambdaInstance;
  readonly since: number;
}

/** A function with as many warm instances as were busy at the same time of late, ten at most; one stays warm for good. */
export function createFunction(
  options: InstanceOptions & { readonly timeoutSeconds: number },
  start: (options: InstanceOptions) => LambdaInstance = startInstance,
  clock: Clock = realClock,
): LambdaFunction {
  const idle: Idle[] = [];
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

  /** Who rested last is asked next, so whoever is first in the row is one too many. */
  function rest(instance: LambdaInstance): void {
    idle.push({ instance, since: clock.now() });
    clock.after(idleTime, () => {
      while (idle.length > 1 && idle[0] !== undefined && clock.now() - idle[0].since >= idleTime) {
        const [{ instance: oldest }] = idle.splice(0, 1) as [Idle];
        all.delete(oldest);
        void oldest.kill();
      }
    });
  }

  async function run(event: unknown): Promise<unknown> {
    let instance = idle.pop()?.instance;
    // An instance that ended between two events, `process.exit` say, is none.
    while (instance && !instance.isAlive()) instance = idle.pop()?.instance;
    instance ??= start(options);
    all.add(instance);
    try {
      const result = await instance.invoke(event, options.timeoutSeconds * 1000);
      if (instance.isAlive()) rest(instance);
      return result;
    } catch (error) {
      // A handler that threw keeps its instance on AWS too, but one that died does not: the fresh start is always true.
      all.delete(instance);
      await instance.kill();
      throw error;
    }
  }
}
