// npm run faults [-- <sort of change> …]: everything that can go wrong at every point, of all sorts or of those, on all cores. Writes the table to .build/faults.md; exits with 1 if anything does not hold.
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type Result, tableOf, wrongIn } from './results.ts';

const parts = availableParallelism();
const sorts = process.argv.slice(2);

async function runPart(part: number): Promise<Result[]> {
  const file = `.build/faults-${part}.json`;
  await rm(file, { force: true });
  const env = {
    ...process.env,
    FAULTS: `${part}/${parts}`,
    ...(sorts.length > 0 && { FAULTS_SORTS: sorts.join(',') }),
  };
  const args = ['vitest', 'run', '--silent=true', 'test/flow/faults.test.ts'];
  const child = spawn('npx', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`Part ${part} ended with ${code} and without results.`);
  return JSON.parse(text) as Result[];
}

const ran = await Promise.all(Array.from({ length: parts }, (_, index) => runPart(index + 1)));
const results = ran.flat();
await writeFile('.build/faults.md', tableOf(results));
const wrong = wrongIn(results);
for (const what of wrong) console.error(what);
console.log(
  `${results.length} cases, ${wrong.length === 0 ? 'everything holds' : `${wrong.length} do not hold`}: .build/faults.md`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
