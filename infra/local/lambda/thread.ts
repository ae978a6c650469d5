// One Lambda instance: a thread with its own environment and its own fresh copy of the bundle.

import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

interface Invocation {
  /** JSON. */
  readonly event: string;
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
  ((event: unknown, context: unknown) => Promise<unknown>) | undefined
>;

parentPort?.on('message', async ({ event, deadline }: Invocation) => {
  const context = {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:function:${functionName}`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    const run = bundle[handler];
    if (!run) throw new Error(`${file} has no export ${handler}.`);
    const result = await run(JSON.parse(event), context);
    // Lambda passes JSON in both directions: a Date arrives as text, undefined as null.
    parentPort?.postMessage({ result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    parentPort?.postMessage({ error: { name, message, stack } });
  }
});
