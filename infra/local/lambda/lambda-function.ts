import { type InstanceOptions, type LambdaInstance, startInstance } from './lambda-instance.ts';

export interface LambdaFunction {
  readonly name: string;
  /** Runs the handler in an idle instance, or in a new one. Rejects as the handler does. */
  invoke(event: unknown): Promise<unknown>;
  /** Ends every instance at once; the next call is a cold start. */
  kill(): Promise<void>;
}

/** A function with as many warm instances as were ever busy at the same time. */
export function createFunction(
  options: InstanceOptions & { readonly timeoutSeconds: number },
  start: (options: InstanceOptions) => LambdaInstance = startInstance,
): LambdaFunction {
  const idle: LambdaInstance[] = [];
  const all = new Set<LambdaInstance>();
  return {
    name: options.functionName,
    async invoke(event) {
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
    },
    async kill() {
      const instances = [...all];
      all.clear();
      idle.length = 0;
      await Promise.all(instances.map((instance) => instance.kill()));
    },
  };
}
