// npm run simulate -- --seeds 1-200 [--json] | --minutes 10 [--json] | --seed 7 | --mutants: looks for wrong interleavings, see docs/simulation.md.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { mutants } from './mutants/mutants.ts';
import type { SeedResult } from './seeds.ts';

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** A seed is a number of 32 bits. */
const mostSeed = 2 ** 32 - 1;
const mostMinutes = 24 * 60;

const values = readArgs();
process.exitCode = await main();

function readArgs() {
  try {
    return parseArgs({
      options: {
        seeds: { type: 'string' },
        seed: { type: 'string' },
        minutes: { type: 'string' },
        mutants: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

async function main(): Promise<number> {
  const { seeds, seed, minutes, mutants: isHunt, json } = values;
  const asked = [seeds, seed, minutes, isHunt || undefined].filter((each) => each !== undefined);
  if (asked.length > 1) refuse('Say one of --seeds, --seed, --minutes and --mutants.');
  if (json && (seed !== undefined || isHunt)) refuse('--json goes with --seeds or --minutes.');
  if (seed !== undefined) return tellSeed(wholeNumber(seed, mostSeed));
  if (isHunt) return huntMutants();
  if (minutes === undefined) return report(await runSeeds(readSeeds(seeds ?? '1-20')));
  const until = Date.now() + wholeNumber(minutes, mostMinutes) * 60_000;
  return report(await runSeeds(countUntil(until)));
}

/** `1-200`, `7`, or `1-15,42`. */
function readSeeds(text: string): Iterator<number> {
  const ranges = text.split(',').map((part) => {
    const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (first === '')
      refuse(`Say which seeds, for example --seeds 1-200 or --seeds 1-15,42; ${text} is neither.`);
    const range = { first: wholeNumber(first, mostSeed), last: wholeNumber(last, mostSeed) };
    return range.first <= range.last ? range : refuse(`There is no seed from ${first} to ${last}.`);
  });
  return (function* count() {
    for (const { first, last } of ranges) for (let seed = first; seed <= last; seed += 1) yield seed;
  })();
}

function* countUntil(time: number): Generator<number> {
  for (let seed = 1; Date.now() < time; seed += 1) yield seed;
}

/** From 1. */
function wholeNumber(text: string, most: number): number {
  if (!/^\d+$/.test(text)) refuse(`${text} is not a whole number.`);
  const number = Number(text);
  return number >= 1 && number <= most ? number : refuse(`${text} is not a number from 1 to ${most}.`);
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

/** Runs the seeds on all cores, as far as they come; in the order of the seeds. */
async function runSeeds(seeds: Iterator<number>): Promise<SeedResult[]> {
  const results: SeedResult[] = [];
  const work = () =>
    runProcess([], seeds, (result) => {
      results.push(result);
      for (const what of result.violations) console.error(`seed ${result.seed}: ${what}`);
      return true;
    });
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results.toSorted((one, other) => one.seed - other.seed);
}

/** Runs seeds.ts and gives it one seed after the other, until there is none left or `onResult` returns false: its code is fast only after some seeds. */
async function runProcess(
  args: readonly string[],
  seeds: Iterator<number>,
  onResult: (result: SeedResult) => boolean,
): Promise<void> {
  const child = spawn(process.execPath, [script('seeds.ts'), ...args]);
  // What clients warn of belongs to the faults: it is of interest only where the process itself ends badly.
  let warnings = '';
  child.stderr.on('data', (text: Buffer) => {
    warnings = `${warnings}${String(text)}`.slice(-4000);
  });
  const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  let running: number | undefined;
  const next = () => {
    const { value, done = false } = seeds.next();
    running = done ? undefined : (value as number);
    if (done) child.stdin.end();
    else child.stdin.write(`${running}\n`);
  };
  // If it dies, its exit code says so.
  child.stdin.on('error', () => {});
  next();
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue;
    if (onResult(JSON.parse(line) as SeedResult)) next();
    else child.stdin.end();
  }
  const code = await ended;
  if (code !== 0) throw new Error(`seeds.ts ended with ${code} in seed ${running}:\n${warnings}`);
}

function report(results: readonly SeedResult[]): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const violations = results.flatMap(({ seed, violations: found }) => found.map((what) => ({ seed, what })));
  const trace = createHash('sha256');
  for (const each of results) trace.update(`${each.seed} ${each.trace}\n`);
  const summary = {
    seeds: results.length,
    simulatedHours: Number(sum(results.map(({ simulatedHours }) => simulatedHours)).toFixed(1)),
    seconds: Number(sum(results.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1)),
    steps: sum(results.map(({ steps }) => steps)),
    violations,
    trace: trace.digest('hex'),
    /** Of each seed: which one differs. */
    traces: Object.fromEntries(results.map(({ seed, trace }) => [seed, trace])),
  };
  if (values.json) console.log(JSON.stringify(summary));
  else {
    const { seeds, simulatedHours, seconds, steps } = summary;
    console.log(
      `${seeds} seeds: ${simulatedHours} simulated hours with ${steps} steps in ${seconds} s of one core.`,
    );
    const median = results.map(({ cpuSeconds }) => cpuSeconds).toSorted((one, other) => one - other)[
      results.length >> 1
    ];
    console.log(`A seed took ${median?.toFixed(1)} s in the median.`);
    for (const [what, times] of totalHits(results)) console.log(`  ${what}: ${times}`);
    console.log(violations.length === 0 ? 'Everything held.' : `${violations.length} violations.`);
  }
  return violations.length === 0 ? 0 : 1;
}

function totalHits(results: readonly SeedResult[]): [string, number][] {
  const totals = new Map<string, number>();
  for (const { hits } of results) {
    for (const [what, times] of Object.entries(hits)) totals.set(what, (totals.get(what) ?? 0) + times);
  }
  return [...totals].sort(([one], [other]) => one.localeCompare(other));
}

/** Tells a seed's story, shrunk to what fails if it does. */
async function tellSeed(seed: number): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [script('tell.ts'), String(seed)], {
    maxBuffer: 1e9,
  });
  process.stdout.write(stdout);
  return stdout.includes('Everything held.') ? 0 : 1;
}

/** Runs a bot with each planted fault until a seed finds it: the simulation must be able to fail. */
async function huntMutants(): Promise<number> {
  const waiting = [...mutants];
  let missed = 0;
  async function work(): Promise<void> {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      let [tried, found] = [0, ''];
      await runProcess(['--mutant', mutant.name], readSeeds('1-100'), ({ violations }) => {
        tried += 1;
        found = violations.find((what) => mutant.shows.test(what)) ?? '';
        return found === '';
      });
      if (found === '') missed += 1;
      console.log(`| ${mutant.name} | ${found === '' ? 'never' : tried} | ${found.slice(0, 140)} |`);
    }
  }
  console.log('| planted fault | found after seeds | by |\n| --- | --: | --- |');
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return missed === 0 ? 0 : 1;
}
