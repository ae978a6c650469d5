import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Counts } from './cost.ts';
import { readDeployed } from './deployed.ts';
import { costDocument } from './document.ts';

// docs/cost.md from the committed counts; with --count both benches count again, for some minutes.
const { values } = parseArgs({ options: { count: { type: 'boolean' } } });
const countsFile = new URL('counts.json', import.meta.url);

function bench(name: string): unknown {
  const file = fileURLToPath(new URL(`../${name}/bench.ts`, import.meta.url));
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  return JSON.parse(
    execFileSync(process.execPath, [file, '--json'], { encoding: 'utf8', stdio: [...stdio] }),
  );
}

/** Only what the bill needs: counts, which come out the same on any machine, and no times. */
function count(): Counts {
  const { events, delivered, invocations, slackCalls, readUnitsPerEvent, writeUnitsPerEvent, dynamodb, ecs } =
    bench('storm') as Counts['storm'];
  const units = { readUnitsPerEvent, writeUnitsPerEvent };
  return {
    commands: bench('commands') as Counts['commands'],
    storm: { events, delivered, invocations, slackCalls, ...units, dynamodb, ecs },
  };
}

if (values.count) writeFileSync(countsFile, `${JSON.stringify(count(), null, 2)}\n`);
const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Counts;
writeFileSync(new URL('../../../docs/cost.md', import.meta.url), costDocument(counts, readDeployed()));
