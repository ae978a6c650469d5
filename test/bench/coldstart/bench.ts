import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildFunctions } from '../../../infra/build/functions.ts';
import { commandBody, slackEvent } from '../../helpers/signed-requests.ts';
import { buildPlain, installRuntimeClient, medianMs } from '../lambda/bundles.ts';
import { chooseCpu } from '../lambda/cpu.ts';
import { startFunction } from '../lambda/process.ts';
import { makeCertificate, startTlsService } from '../lambda/tls.ts';
import { printTable } from './table.ts';

// Cold start of the front door: init and first answer in fresh processes, beside an empty function and a tutorial's.
const { values } = parseArgs({
  options: { json: { type: 'boolean' }, runs: { type: 'string', default: '31' } },
});
const runs = Math.max(15, Number(values.runs) || 0);
const SECRET = 'the signing secret of the bench';
const typed = () => {
  const body = commandBody({ text: 'help', team_id: 'T0BENCH00', trigger_id: crypto.randomUUID() });
  return slackEvent({ body, secret: SECRET, now: Date.now() });
};

const runtimeClient = installRuntimeClient();
const dir = mkdtempSync(join(tmpdir(), 'coldstart-'));
const certificate = makeCertificate(dir);
let queued = 0;
const ssm = await startTlsService(certificate, () => ({ Parameter: { Value: SECRET } }));
const sqs = await startTlsService(certificate, () => {
  queued += 1;
  return { MessageId: crypto.randomUUID() };
});
const slack = await startTlsService(certificate, () => ({
  ok: true,
  user_id: 'U1',
  bot_id: 'B1',
  team_id: 'T0BENCH00',
}));
const cpu = chooseCpu();

const environment = {
  NODE_EXTRA_CA_CERTS: certificate.file,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_SESSION_TOKEN: 'x'.repeat(800),
  AWS_ENDPOINT_URL: ssm.url,
  COMMANDS_QUEUE_URL: `${sqs.url}/000000000000/commands.fifo`,
  SIGNING_SECRET_PARAMETER: '/bench/slack-signing-secret',
  SLACK_TEAM_ID: 'T0BENCH00',
  URL_SUFFIX: 'amazonaws.com',
  SLACK_SIGNING_SECRET: SECRET,
  SLACK_BOT_TOKEN: 'xoxb-bench',
  SLACK_API_URL: `${slack.url}/api/`,
};

/** Starts one process, gives it one event, ends it. Milliseconds. */
async function runCold(file: string): Promise<{ readonly initMs: number; readonly firstMs: number }> {
  const lambda = await startFunction(file, { runtimeClient, environment, cpu });
  try {
    const { startedAt, answeredAt, answer } = await lambda.invoke(typed());
    if (Object(answer).statusCode !== 200) throw new Error(`${file} answered ${JSON.stringify(answer)}`);
    return { initMs: lambda.initMs, firstMs: answeredAt - startedAt };
  } finally {
    await lambda.end();
  }
}

try {
  const functions = await buildFunctions(join(dir, 'functions'));
  const bundles = [
    await buildPlain(new URL('variants/empty.ts', import.meta.url), dir),
    await buildPlain(new URL('variants/tutorial.ts', import.meta.url), dir),
    ...functions.filter(({ name }) => name === 'slack'),
  ];
  const times = new Map<string, Awaited<ReturnType<typeof runCold>>[]>(bundles.map(({ name }) => [name, []]));
  // The first round warms the disk's cache and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    for (const { name, file } of bundles) {
      queued = 0;
      const cold = await runCold(file);
      if (name === 'slack' && queued !== 1) throw new Error('The front door queued no job.');
      if (run > 0) times.get(name)?.push(cold);
    }
  }
  const results = bundles.map(({ name, bytes }) => {
    const all = times.get(name) ?? [];
    return {
      name,
      initMs: medianMs(all.map(({ initMs }) => initMs)),
      firstMs: medianMs(all.map(({ firstMs }) => firstMs)),
      totalMs: medianMs(all.map(({ initMs, firstMs }) => initMs + firstMs)),
      bundleBytes: bytes,
    };
  });
  if (values.json) console.log(JSON.stringify({ variants: results }));
  else printTable(results, { runs, cpu: cpu.pinned });
} finally {
  for (const server of [ssm, sqs, slack]) server.close();
  rmSync(dir, { recursive: true, force: true });
}
