// node test/simulation/seeds.ts [--mutant <name>]: runs each seed that it reads, one a line, in this process, which virtual time takes over as a whole, and
// prints one line of JSON for each. With --mutant, of a bot with that planted fault.
import { argv, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { plantMutant } from './mutants/load.ts';

/** What a seed came to. */
export interface SeedResult {
  readonly seed: number;
  readonly trace: string;
  readonly steps: number;
  readonly simulatedHours: number;
  /** Of this process's time. */
  readonly cpuSeconds: number;
  /** How often each thing went wrong. */
  readonly hits: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}

const [option, mutant] = argv.slice(2);
if (option === '--mutant' && mutant !== undefined) plantMutant(mutant);
const { runPlan } = await import('./run.ts');
const { findViolations } = await import('./invariants/invariants.ts');

for await (const line of createInterface({ input: stdin })) {
  const seed = Number(line);
  const before = process.cpuUsage();
  const run = await runPlan(seed);
  const { user, system } = process.cpuUsage(before);
  const result: SeedResult = {
    seed,
    trace: run.trace,
    steps: run.plan.steps.length,
    simulatedHours: (run.times.end - run.times.start) / 3_600_000,
    cpuSeconds: (user + system) / 1e6,
    hits: countBy(run.hits.map(({ what }) => what)),
    violations: findViolations(run),
  };
  stdout.write(`${JSON.stringify(result)}\n`);
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
