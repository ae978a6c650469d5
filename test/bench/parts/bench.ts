import { parseArgs } from 'node:util';
import { median } from '../median.ts';
import { type Part, parts } from './parts.ts';

// Each part on its largest realistic input, and on 10 and 100 times as much, beside a JSON.parse of the same bytes.
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '7' }, only: { type: 'string' } },
});
const rounds = Math.max(3, Number(values.rounds) || 0);
const times = [1, 10, 100] as const;
/** A JSON.parse takes so little that the clock of a thread would not see one. */
const parseRuns = 20;

/** Milliseconds of this thread's processor time for each run: what else the machine does is not in them. */
async function timed(runs: number, run: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  for (let index = 0; index < runs; index += 1) await run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / runs;
}

async function measure({ name, input }: Part) {
  const inputs = times.map((size) => ({ ...input(size), part: [] as number[], parse: [] as number[] }));
  // One round more than is counted: the first warms the compiler up. The sizes take turns, each with about as much work a turn.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, one] of inputs.entries()) {
      const runs = 100 / (times[index] ?? 1);
      const parse = await timed(parseRuns * runs, () => JSON.parse(one.json));
      const part = await timed(runs, one.run);
      if (round === 0) continue;
      one.parse.push(parse);
      one.part.push(part);
    }
  }
  const bytes = inputs.map(({ json }) => Buffer.byteLength(json));
  const perMb = (list: readonly number[], index: number) => median(list) / ((bytes[index] ?? 1) / 1e6);
  const msPerMB = inputs.map(({ part }, index) => perMb(part, index));
  const xJsonParse = inputs.map(({ part, parse }) => median(part) / median(parse));
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
