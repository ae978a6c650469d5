import { spawn } from 'node:child_process';

/** Runs docker with `input` as its standard input; gives its exit code, undefined when there is no docker. */
export type RunDocker = (
  args: readonly string[],
  options?: { readonly input?: string; readonly quiet?: boolean },
) => Promise<number | undefined>;

/** The docker on the PATH. */
export const runDocker: RunDocker = (args, { input, quiet = false } = {}) =>
  new Promise((resolve) => {
    const output = quiet ? 'ignore' : 'inherit';
    const child = spawn('docker', args, { stdio: ['pipe', output, output] });
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code ?? 1));
    // One that ended without reading is told of by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
