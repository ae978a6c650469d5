import { parseArgs } from 'node:util';
import type { WorldOptions } from './world-options.ts';

/**
 * `npm start -- --empty --first-cluster-fails`: an account with nothing in it, and one in which the first cluster that a stack makes
 * fails, as it may in a new account.
 * @throws Error with one clear sentence for any other option
 */
export function readStartOptions(
  args: readonly string[],
): Required<Pick<WorldOptions, 'seeds' | 'stackFaults'>> {
  const known = { empty: { type: 'boolean' }, 'first-cluster-fails': { type: 'boolean' } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: known });
    return {
      seeds: values.empty ? 'none' : 'all',
      stackFaults: values['first-cluster-fails'] ? { clusters: 1 } : {},
    };
  } catch {
    throw new Error(
      `npm start knows ${Object.keys(known)
        .map((name) => `--${name}`)
        .join(' and ')}.`,
    );
  }
}
