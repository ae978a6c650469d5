import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { failedOnce } from '../../simulation/failed-once.ts';

interface Summary {
  readonly seeds: number;
  readonly steps: number;
  readonly simulatedHours: number;
  readonly violations: readonly { readonly seed: number; readonly what: string }[];
  /** Of each seed. */
  readonly traces: Readonly<Record<string, string>>;
}

const script = fileURLToPath(new URL('../../simulation/simulate.ts', import.meta.url));

/** A violation and a wrong argument are exit codes of their own, with everything in the output. */
async function simulate(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  return promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 1e8 }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}

describe('fifteen seeds of operations with faults, and each that failed once', () => {
  const seeds = [...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, ...failedOnce])];
  let summary: Summary;
  const summarize = async (...chosen: readonly number[]) =>
    JSON.parse((await simulate('--seeds', chosen.join(','), '--json')).stdout) as Summary;
  beforeAll(async () => {
    summary = await summarize(...seeds);
  }, 900_000);

  test('everything holds', () => {
    expect(summary.violations).toEqual([]);
    expect(summary.seeds).toBe(seeds.length);
    expect(summary.steps).toBeGreaterThan(100 * seeds.length);
  });

  test('the same seed is the same hours to the last request, alone or after others; other seeds are others', async () => {
    // One of the cheapest. Where there are fewer cores than seeds, others ran before it in its process.
    const { traces } = await summarize(7);
    expect(traces[7]).toBe(summary.traces[7]);
    expect(new Set(Object.values(summary.traces)).size).toBe(seeds.length);
  }, 300_000);
});

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
