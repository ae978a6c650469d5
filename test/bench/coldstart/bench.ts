import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandBody, slackEvent } from '../../helpers/signed-requests.ts';
import { type ColdTimes, runCold } from './runtime.ts';
import { median, printTable } from './table.ts';
import { makeCertificate, startTlsService } from './tls.ts';
import { buildVariants, installRuntimeClient } from './variants.ts';

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
const ssm = await startTlsService(certificate, { Parameter: { Value: SECRET } });
const sqs = await startTlsService(certificate, { MessageId: crypto.randomUUID() });
const slack = await startTlsService(certificate, {
  ok: true,
  user_id: 'U1',
  bot_id: 'B1',
  team_id: 'T0BENCH00',
});
const hasTaskset = spawnSync('taskset', ['--version']).status === 0;
const cpu = hasTaskset ? availableParallelism() - 1 : undefined;
// The stand-ins stay off the measured CPU where there is another.
if (cpu) spawnSync('taskset', ['-cp', `0-${cpu - 1}`, String(process.pid)]);

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

try {
  const variants = await buildVariants(dir);
  const times = new Map<string, ColdTimes[]>(variants.map(({ name }) => [name, []]));
  // The first round warms the disk's cache and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    for (const { name, file } of variants) {
      sqs.takeCount();
      const cold = await runCold(file, typed(), { runtimeClient, environment, cpu });
      if (name === 'slack' && sqs.takeCount() !== 1) throw new Error('The front door queued no job.');
      if (run > 0) times.get(name)?.push(cold);
    }
  }
  const results = variants.map(({ name, bytes }) => {
    const all = times.get(name) ?? [];
    return {
      name,
      initMs: median(all.map(({ initMs }) => initMs)),
      firstMs: median(all.map(({ firstMs }) => firstMs)),
      totalMs: median(all.map(({ initMs, firstMs }) => initMs + firstMs)),
      bundleBytes: bytes,
    };
  });
  if (values.json) console.log(JSON.stringify({ variants: results }));
  else printTable(results, { runs, cpu });
} finally {
  for (const server of [ssm, sqs, slack]) server.close();
  rmSync(dir, { recursive: true, force: true });
}
