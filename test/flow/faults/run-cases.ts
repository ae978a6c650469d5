import type { Case } from './case.ts';
import { judgeRun, type Verdict } from './judge-run.ts';
import type { Lane } from './start-lane.ts';

export interface Result {
  readonly given: Case;
  readonly verdict: Verdict;
}

/** Runs the cases, as many at a time as there are lanes. */
export async function runCases(cases: readonly Case[], lanes: readonly Lane[]): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = cases.entries();
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [index, given] of waiting) {
        const verdict = judgeRun(await lane.run(given, `f${index}`));
        results.push({ given, verdict });
      }
    }),
  );
  return results;
}
