import type { Cpu } from '../lambda/cpu.ts';

/** The medians of one variant, milliseconds; `initMs` and `firstMs` by function. */
export interface VariantResult {
  readonly name: string;
  /** Both inits and both first invocations, one after the other. */
  readonly coldMs: number;
  readonly warmMs: number;
  readonly initMs: Readonly<Record<string, number>>;
  readonly firstMs: Readonly<Record<string, number>>;
}

const mostCold = 1.0;
const mostWarm = 1.3;

/** Prints medians and ratios, and whether the bot holds its budget. */
export function printTable(
  results: readonly VariantResult[],
  { runs, cpu }: { readonly runs: number; readonly cpu: Pick<Cpu, 'pinned' | 'throttledBy'> },
): void {
  const where = cpu.pinned === undefined ? 'not pinned' : `on CPU ${cpu.pinned}`;
  console.log(
    `Medians of ${runs} runs each, ${where}, invocations throttled to their memory's share (${cpu.throttledBy}).\n`,
  );
  const tutorial = results.find(({ name }) => name === 'tutorial');
  if (!tutorial) return;
  console.log(row('variant', 'cold ms', 'x tutorial', 'warm ms', 'x tutorial', 'init ms', 'first ms'));
  for (const { name, coldMs, warmMs, initMs, firstMs } of results) {
    const [cold, warm] = [coldMs / tutorial.coldMs, warmMs / tutorial.warmMs].map((ratio) =>
      ratio.toFixed(2),
    );
    console.log(row(name, coldMs, cold, warmMs, warm, inSeries(initMs), inSeries(firstMs)));
  }
  const bot = results.find(({ name }) => name === 'bot');
  if (!bot) return;
  const holds = bot.coldMs <= mostCold * tutorial.coldMs && bot.warmMs <= mostWarm * tutorial.warmMs;
  console.log(
    `\nThe bot is ${holds ? 'within' : 'OVER'} its budget: ${mostCold} x tutorial cold, ${mostWarm} x warm.`,
  );
}

function inSeries(parts: Readonly<Record<string, number>>): string {
  return Object.values(parts).join(' + ');
}

function row(name: string, ...cells: readonly (string | number | undefined)[]): string {
  return name.padEnd(10) + cells.map((cell) => String(cell).padStart(16)).join('');
}
