/** The medians of one variant. */
interface VariantResult {
  readonly name: string;
  readonly initMs: number;
  readonly firstMs: number;
  readonly totalMs: number;
  readonly bundleBytes: number;
}

const MOST_OF_EMPTY = 2.3;
const MOST_OF_TUTORIAL = 0.33;
const MOST_FIRST_MS = 10;

/** Prints medians, ratios and sizes, and whether the front door holds its budget. */
export function printTable(
  results: readonly VariantResult[],
  about: { runs: number; cpu: number | undefined },
): void {
  const totalOf = (name: string): number =>
    results.find((result) => result.name === name)?.totalMs ?? Number.NaN;
  const empty = totalOf('empty');
  const tutorial = totalOf('tutorial');
  console.log(
    `Medians of ${about.runs} cold processes each, ${about.cpu === undefined ? 'not pinned' : `on CPU ${about.cpu}`}.\n`,
  );
  console.log(row('variant', 'bundle kB', 'init ms', 'first ms', 'total ms', 'x empty', 'x tutorial'));
  for (const { name, initMs, firstMs, totalMs, bundleBytes } of results) {
    const ratios = [totalMs / empty, totalMs / tutorial].map((ratio) => ratio.toFixed(2));
    console.log(row(name, (bundleBytes / 1000).toFixed(1), initMs, firstMs, totalMs, ...ratios));
  }
  const slack = results.find(({ name }) => name === 'slack');
  if (!slack) return;
  const holds =
    slack.totalMs <= MOST_OF_EMPTY * empty &&
    slack.totalMs <= MOST_OF_TUTORIAL * tutorial &&
    slack.firstMs <= MOST_FIRST_MS;
  const budget = `${MOST_OF_EMPTY} x empty, ${MOST_OF_TUTORIAL} x tutorial, first answer ${MOST_FIRST_MS} ms`;
  console.log(`\nThe front door is ${holds ? 'within' : 'OVER'} its budget: ${budget}.`);
}

function row(name: string, ...cells: (string | number)[]): string {
  return name.padEnd(10) + cells.map((cell) => String(cell).padStart(11)).join('');
}
