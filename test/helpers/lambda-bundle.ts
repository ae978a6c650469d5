import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunction, type LambdaInstance, startInstance } from '../../infra/local/lambda/instance.ts';

let count = 0;
const folder = mkdtempSync(join(tmpdir(), 'local-lambda-'));

/** A function whose bundle has this source, CommonJS; `started` gathers its instances. */
export function functionOf(
  source: string,
  options: { timeoutSeconds?: number; onLog?: (line: string) => void; started?: LambdaInstance[] } = {},
) {
  count += 1;
  const file = join(folder, `bundle-${count}.cjs`);
  writeFileSync(file, source);
  return createFunction(
    {
      functionName: 'test',
      file,
      handler: 'handler',
      memoryMb: 128,
      environment: { ONLY: 'this' },
      timeoutSeconds: options.timeoutSeconds ?? 10,
      onLog: options.onLog ?? (() => undefined),
    },
    (instanceOptions) => {
      const instance = startInstance(instanceOptions);
      options.started?.push(instance);
      return instance;
    },
  );
}
