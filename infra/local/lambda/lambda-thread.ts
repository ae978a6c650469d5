// One Lambda instance: a thread with its own environment and its own fresh copy of the bundle.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly deadline: number;
}

const { file, handler, functionName, memoryMb } = workerData as {
  file: string;
  handler: string;
  functionName: string;
  memoryMb: number;
};
const bundle = (await import(pathToFileURL(file).href)) as Record<
  string,
  (event: unknown, context: unknown) => Promise<unknown>
>;

parentPort?.on('message', async ({ id, event, deadline }: Invocation) => {
  const context = {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:function:${functionName}`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    const result = await bundle[handler]?.(event, context);
    parentPort?.postMessage({ id, result });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    parentPort?.postMessage({ id, error: { name, message, stack } });
  }
});
