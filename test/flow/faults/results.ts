import { type Case, titleOf } from './cases.ts';
import type { Lane } from './lane.ts';
import { judgeRun, type Verdict } from './verdict.ts';

/** What came of a case. */
export interface Result {
  /** `scale by card, step 1, ecs UpdateService: 5xx, one try` */
  readonly title: string;
  /** Its row of the table: where something went wrong, and what. */
  readonly row: string;
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
        results.push({ title: titleOf(given), row: rowOf(given), verdict });
      }
    }),
  );
  return results;
}

/** What does not hold, a sentence each. */
export function wrongIn(results: readonly Result[]): string[] {
  return results.flatMap(({ title, verdict }) => verdict.wrong.map((what) => `${title}: ${what}`));
}

/** The counts by where something went wrong and what, as a Markdown table. */
export function tableOf(results: readonly Result[]): string {
  const rows = [...Map.groupBy(results, ({ row }) => row)].sort(([a], [b]) => (a < b ? -1 : 1));
  const counts = (of: readonly Result[]) => {
    const count = (is: (result: Result) => boolean) => of.filter(is).length;
    return [
      of.length,
      count(({ verdict }) => verdict.made === 'once'),
      count(({ verdict }) => verdict.made === 'not at all'),
      count(({ verdict }) => verdict.unknown),
      count(({ verdict }) => verdict.deadLetter),
      count(({ verdict }) => verdict.wrong.length > 0),
    ];
  };
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    line([
      'where',
      'what',
      'cases',
      'exactly once',
      'not at all',
      'recorded as unknown',
      'dead letters',
      'wrong',
    ]),
    line(['---', '---', ...Array.from({ length: 6 }, () => '--:')]),
    ...rows.map(([row, of]) => line([...row.split('|'), ...counts(of)])),
    line(['all', '', ...counts(results)]),
    '',
  ].join('\n');
}

function rowOf({ point, fault, delivered }: Case): string {
  if (point === undefined) return `a job|delivered ${delivered?.how}`;
  return `${point.point.split(' ')[0]}, ${point.writes ? 'writing' : 'reading'}|${fault?.name}`;
}
