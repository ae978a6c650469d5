import { parseArgs } from 'node:util';
import { findElements } from '../../../infra/local/slack/block-kit/validate.ts';
import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { createChance } from '../../simulation/chance.ts';
import { startVirtualTime } from '../../simulation/time.ts';
import { createSimulation } from '../../simulation/world.ts';
import { countUnits } from './units.ts';

// What a hundred commands of a usual mix and an hour without any ask of AWS and Slack, through the real handlers in the simulated world. Counts, no times.
const { values } = parseArgs({ options: { json: { type: 'boolean' } } });

/** Each line so many times; `press` presses the card's Confirm after it. */
const mix: readonly { readonly line: string; readonly times: number; readonly press?: true }[] = [
  { line: 'services shop', times: 15 },
  { line: 'service shop/web', times: 15 },
  { line: 'tasks shop/web', times: 10 },
  { line: 'why shop/api', times: 8 },
  { line: 'logs shop/web', times: 5 },
  { line: 'images', times: 5 },
  { line: 'deployments shop/web', times: 5 },
  { line: 'audit', times: 4 },
  { line: 'help', times: 4 },
  { line: 'whoami', times: 3 },
  { line: 'mute shop/api 2h', times: 3 },
  { line: 'watch shop/*', times: 3 },
  { line: 'scale shop/web 4', times: 4, press: true },
  { line: 'scale shop/web 3', times: 4, press: true },
  { line: 'scale shop/api +1 for 30m', times: 2, press: true },
  { line: 'stop-task shop/web', times: 4, press: true },
  { line: 'restart shop/web', times: 2, press: true },
  { line: 'scale shop/web 6', times: 4 },
];
const commands = mix.reduce((sum, { times }) => sum + times, 0);
const minute = 60_000;
const start = Date.parse('2026-11-30T08:00:00Z');
const policy = {
  reads: 'members',
  grants: [{ name: 'all', who: localIds.operator, may: 'change', on: '*' }],
};

const time = startVirtualTime(start, createChance(1, 'ids'));
const units = countUnits();
/** Requests by who asked and what: `worker ecs`. */
let requests = new Map<string, number>();
let logBytes = new Map<string, number>();
const add = (map: Map<string, number>, key: string, more = 1) => map.set(key, (map.get(key) ?? 0) + more);
const making = createSimulation({
  time,
  seed: 1,
  policy: () => policy,
  onRequest: ({ accessKeyId, service }) => add(requests, `${accessKeyId} ${service}`),
  onLog: (name, line) => add(logBytes, name, Buffer.byteLength(line)),
  onHappening(line) {
    const [, from] = /^\d+ (worker|task-events) \d+ \/(?:api|commands|actions)\//.exec(line) ?? [];
    if (from !== undefined) add(requests, `${from} slack`);
  },
});
await time.runUntil(start + minute);
const { slack, person } = await making;
let now = start + 10 * minute;
await time.runUntil(now);

async function pass(ms: number): Promise<void> {
  now += ms;
  await time.runUntil(now);
}

/** What happens meanwhile. */
async function counted(work: () => Promise<void>) {
  requests = new Map();
  logBytes = new Map();
  units.take();
  await work();
  return {
    requests: Object.fromEntries([...requests].sort(byName)),
    units: units.take(),
    logBytes: Object.fromEntries([...logBytes].sort(byName)),
  };
}
const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);

const idle = await counted(() => pass(60 * minute));
let presses = 0;
const used = await counted(async () => {
  // In turns, so that a scaling finds another count than it sets.
  for (let turn = 0; turn < 15; turn += 1) {
    for (const { line, press } of mix.filter(({ times }) => times > turn)) {
      void person(localIds.operator, 'send', { channel: localIds.ops, text: `/ecs ${line}` });
      await pass(minute);
      if (press) pressConfirm();
      await pass(2 * minute);
    }
  }
});

function pressConfirm(): void {
  for (const { channel, ts, blocks = [] } of slack.messages.visible(localIds.operator).toReversed()) {
    const found = findElements(blocks).find(({ element }) => String(element.value).startsWith('confirm'));
    if (found === undefined) continue;
    const { blockId, actionId } = found;
    void person(localIds.operator, 'act', { channel, ts, blockId, actionId, chosen: [] });
    presses += 1;
    return;
  }
}

const figures = { commands, presses, minutes: (now - start) / minute - 70, used, idle };
process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${JSON.stringify(figures, null, 2)}\n`);
