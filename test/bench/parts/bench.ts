import { parseArgs } from 'node:util';
import { median } from '../median.ts';
import { type Part, parts } from './parts.ts';

// Each part on its largest realistic input, and on 10 and 100 times as much, beside a JSON.parse of the same bytes.
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '7' }, only: { type: 'string' } },
});
const rounds = Math.max(3, Number(values.runs) || 0);
const times = [1, 10, 100] as const;
/** The clock of a thread moves in steps of milliseconds: a turn has to take many of them. */
const turnMs = 100;

/** Milliseconds of this thread's processor time for each of some runs: what else the machine does is not in them. */
async function timed(runs: number, run: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  for (let index = 0; index < runs; index += 1) await run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / runs;
}

/** How many runs a turn has. They warm the compiler up too. */
async function runsOf(run: () => unknown): Promise<number> {
  const began = performance.now();
  let runs = 0;
  for (; performance.now() - began < turnMs; runs += 1) await run();
  return runs;
}

async function measure({ name, input }: Part) {
  const inputs = [];
  for (const size of times) {
    const one = input(size);
    const parse = () => JSON.parse(one.json);
    const runs = { part: await runsOf(one.run), parse: await runsOf(parse) };
    inputs.push({ ...one, runs, parse, times: { part: [] as number[], parse: [] as number[] } });
  }
  // The sizes take turns, and each of them with JSON.parse.
  for (let round = 0; round < rounds; round += 1) {
    for (const { run, parse, runs, times } of inputs) {
      times.parse.push(await timed(runs.parse, parse));
      times.part.push(await timed(runs.part, run));
    }
  }
  const bytes = inputs.map(({ json }) => Buffer.byteLength(json));
  const perMb = (list: readonly number[], index: number) => median(list) / ((bytes[index] ?? 1) / 1e6);
  const msPerMB = inputs.map(({ times }, index) => perMb(times.part, index));
  const xJsonParse = inputs.map(({ times }) => median(times.part) / median(times.parse));
  const growth = Math.max(...msPerMB.map((ms) => ms / (msPerMB[0] ?? 1)));
  const rounded = (list: readonly number[]) => list.map((one) => Number(one.toPrecision(3)));
  return {
    name,
    bytes,
    msPerMB: rounded(msPerMB),
    xJsonParse: rounded(xJsonParse),
    growth: Number(growth.toFixed(2)),
  };
}

const results = [];
for (const part of parts.filter(({ name }) => values.only === undefined || name.includes(values.only))) {
  const result = await measure(part);
  results.push(result);
  if (values.json) continue;
  const [bytes, msPerMB, xJsonParse] = [result.bytes, result.msPerMB, result.xJsonParse].map((list) =>
    list.join(' / '),
  );
  console.log(
    `${result.name.padEnd(30)}growth ${result.growth}   ms/MB ${msPerMB}   × JSON.parse ${xJsonParse}   bytes ${bytes}`,
  );
}
if (values.json) console.log(JSON.stringify({ parts: results }));
process.exitCode = results.every(({ growth }) => growth <= 1.5) ? 0 : 1;
