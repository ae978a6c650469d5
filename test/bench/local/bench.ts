import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from '../median.ts';
import { typeInFullChannel } from './keystrokes.ts';
import { emptyNpmMs, startLocal } from './processes.ts';

// The local world as a newcomer meets it: how long `npm start` takes once it is built, how much memory it holds, and a keystroke on its page.
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '7' } },
});
const runs = Math.max(1, Number(values.runs) || 0);
/** Until the demo's tasks run. */
const settleMs = 5000;

// The first start builds what is not built yet, and is not counted.
await (await startLocal()).close();
const started: Record<'readyMs' | 'npmMs' | 'rss' | 'pss' | 'processes', number>[] = [];
for (let run = 0; run < runs; run += 1) {
  const npmMs = emptyNpmMs();
  const world = await startLocal();
  await setTimeout(settleMs);
  started.push({ readyMs: world.readyMs, npmMs, ...world.memory() });
  await world.close();
}
const world = await startLocal();
await setTimeout(settleMs);
const { shown, times } = await typeInFullChannel(world.url);
const used = world.memory();
await world.close();

const of = (name: keyof (typeof started)[number]) => Math.round(median(started.map((run) => run[name])));
const sorted = times.toSorted((one, other) => one - other);
const figures = {
  readyMs: of('readyMs'),
  npmMs: of('npmMs'),
  xNpm: Number((of('readyMs') / of('npmMs')).toFixed(2)),
  processes: of('processes'),
  pssMb: of('pss'),
  rssMb: of('rss'),
  usedPssMb: Math.round(used.pss),
  usedRssMb: Math.round(used.rss),
  messages: shown,
  keystrokes: times.length,
  keystrokeMs: Number(median(times).toFixed(1)),
  keystrokeP95Ms: Number((sorted[Math.floor(times.length * 0.95)] ?? 0).toFixed(1)),
};
if (values.json) console.log(JSON.stringify(figures));
else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(18)}${value}`);
