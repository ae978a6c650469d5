import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { failedOnce } from '../../simulation/failed-once.ts';

interface Summary {
  readonly seeds: number;
  readonly steps: number;
  readonly simulatedHours: number;
  readonly violations: readonly { readonly seed: number; readonly what: string }[];
  readonly trace: string;
}

const script = fileURLToPath(new URL('../../simulation/simulate.ts', import.meta.url));
const seedsScript = fileURLToPath(new URL('../../simulation/seeds.ts', import.meta.url));

/** A violation and a wrong argument are exit codes of their own, with everything in the output. */
async function simulate(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  return promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 1e8 }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}

test('everything holds in fifteen seeds of operations with faults, and in each that failed once', async () => {
  const seeds = [...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, ...failedOnce])];
  const { stdout } = await simulate('--seeds', seeds.join(','), '--json');
  const summary = JSON.parse(stdout) as Summary;
  expect(summary.violations).toEqual([]);
  expect(summary.seeds).toBe(seeds.length);
  expect(summary.steps).toBeGreaterThan(100 * seeds.length);
}, 900_000);

test('the same seeds are the same hours to the last request, alone or after others; other seeds are others', async () => {
  const tracesOf = async (...seeds: string[]) => {
    const running = promisify(execFile)(process.execPath, [seedsScript], { maxBuffer: 1e8 });
    running.child.stdin?.end(`${seeds.join('\n')}\n`);
    const { stdout } = await running;
    const results = stdout.split('\n').filter((line) => line.startsWith('{'));
    return results.map((line) => (JSON.parse(line) as { trace: string }).trace);
  };
  const [[alone], [other, afterIt]] = await Promise.all([tracesOf('6'), tracesOf('3', '6')]);
  expect(afterIt).toBe(alone);
  expect(other).not.toBe(alone);
}, 300_000);

test.each([
  [['--seeds', 'all'], 'Say which seeds'],
  [['--seeds', '1-5,x'], 'Say which seeds'],
  [['--seeds', '5-1'], 'There is no seed from 5 to 1.'],
  [['--seeds', '1-99999999999'], '99999999999 is not a number from 1 to 4294967295.'],
  [['--seed', '0'], '0 is not a number from 1'],
  [['--seed', '1', '--seeds', '1-3'], 'Say one of'],
  [['--mutants', '--json'], '--json goes with'],
  [['--minutes', '0'], '0 is not a number from 1 to 1440.'],
  [['--minutes', 'ten'], 'ten is not a whole number.'],
  [['--seed', '1.5'], '1.5 is not a whole number.'],
  [['--sed', '1'], "Unknown option '--sed'"],
])('%j is answered with one sentence', async (args, sentence) => {
  const { code, stderr } = await simulate(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(sentence);
});
