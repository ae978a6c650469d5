import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildFunctions } from '../../../infra/build/functions.ts';
import { readService } from '../../../infra/local/serverless/service.ts';
import { buildPlain, installRuntimeClient, medianMs } from '../lambda/bundles.ts';
import { chooseCpu } from '../lambda/cpu.ts';
import { makeCertificate } from '../lambda/tls.ts';
import { startHosts } from './hosts.ts';
import { printTable, type VariantResult } from './table.ts';
import { botVariant, tutorialVariant, type Variant } from './variants.ts';

// What a person feels: from the signed `/ecs services shop` to the message at Slack, beside one Lambda that does the same reads.
const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    runs: { type: 'string', default: '21' },
    /** `before=<folder>`: another build's `.build/functions`, measured beside this one. */
    with: { type: 'string', multiple: true, default: [] },
  },
});
const runs = Math.max(3, Number(values.runs) || 0);
/** Further invocations of the same processes; the first of them still compiles. */
const warmRuns = 6;
/** Lambda gives a whole CPU for this much memory, MB. */
const cpuMemoryMb = 1769;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const runtimeClient = installRuntimeClient();
const dir = mkdtempSync(join(tmpdir(), 'answer-'));
const certificate = makeCertificate(dir);
const hosts = await startHosts(certificate);
const cpu = chooseCpu();
const { functions } = readService({ root, stage: 'prod', region: 'eu-west-1', params: {} });
const shareOf = (name: string) =>
  (functions.find((each) => each.name === name)?.memoryMb ?? Number.NaN) / cpuMemoryMb;

/** One cold answer and the warm ones after it, milliseconds. */
async function run(variant: Variant) {
  hosts.forget();
  const started = await variant.start();
  try {
    const firstMs = await started.ask();
    const warm: number[] = [];
    for (let each = 0; each < warmRuns; each += 1) warm.push(sum(await started.ask()));
    const { initMs } = started;
    return { initMs, firstMs, coldMs: sum(initMs) + sum(firstMs), warmMs: medianMs(warm.slice(1)) };
  } finally {
    await started.end();
  }
}

function sum(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((all, part) => all + part, 0);
}

try {
  await buildFunctions(join(dir, 'functions'));
  const tutorial = await buildPlain(new URL('variants/tutorial.ts', import.meta.url), dir);
  const shares = { slack: shareOf('slack'), worker: shareOf('worker') };
  const options = { hosts, runtimeClient, cpu, certificateFile: certificate.file, shares };
  const others = values.with.map((given) => {
    const [name = '', folder = ''] = given.split('=');
    return botVariant(name, resolve(folder), options);
  });
  const variants = [
    botVariant('bot', join(dir, 'functions'), options),
    ...others,
    tutorialVariant('tutorial', tutorial.file, options),
  ];
  const all = new Map<string, Awaited<ReturnType<typeof run>>[]>(variants.map(({ name }) => [name, []]));
  // The first round warms the disk's cache and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    for (const variant of variants) {
      const measured = await run(variant);
      if (round > 0) all.get(variant.name)?.push(measured);
    }
  }
  const results: VariantResult[] = [...all].map(([name, each]) => {
    const parts = (of: 'initMs' | 'firstMs') =>
      Object.fromEntries(
        Object.keys(each[0]?.[of] ?? {}).map((part) => [
          part,
          medianMs(each.map((run) => run[of][part] ?? 0)),
        ]),
      );
    return {
      name,
      coldMs: medianMs(each.map(({ coldMs }) => coldMs)),
      warmMs: medianMs(each.map(({ warmMs }) => warmMs)),
      initMs: parts('initMs'),
      firstMs: parts('firstMs'),
    };
  });
  if (values.json) console.log(JSON.stringify({ variants: results }));
  else printTable(results, { runs, cpu });
} finally {
  hosts.close();
  rmSync(dir, { recursive: true, force: true });
}
