import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';

// Bolt with its unused transports cut out: the bundle that is deployed, as the test run built it.
const bundle = fileURLToPath(new URL('../../../.build/functions/worker/index.cjs', import.meta.url));

test('the worker’s bundle holds Bolt and none of the transports that it never uses', () => {
  const { sources } = JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as { sources: string[] };
  const packages = new Set(
    sources.map((source) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? ''),
  );
  expect([...packages]).toEqual(expect.arrayContaining(['@slack/bolt', '@slack/web-api']));
  const cut = /^(express|body-parser|raw-body|iconv-lite|undici|mime-db|ws|@slack\/(socket-mode|oauth))$/;
  expect([...packages].filter((name) => cut.test(name))).toEqual([]);
});

test('Bolt loads and starts without them', async () => {
  const script = `
    const { handler } = require(${JSON.stringify(bundle)});
    handler({ Records: [] }).then((answer) => require('node:worker_threads').parentPort.postMessage(answer));`;
  const names = ['BOT_TOKEN_PARAMETER', 'TABLE_NAME', 'DEFAULT_CHANNEL'];
  const queues = { COMMANDS_QUEUE_URL: 'http://127.0.0.1:1/q', EVENTS_QUEUE_URL: 'http://127.0.0.1:1/e' };
  const env = {
    ...Object.fromEntries(names.map((name) => [name, 'x'])),
    ...queues,
    MAX_DESIRED_COUNT: '20',
    AWS_REGION: 'eu-west-1',
  };
  const worker = new Worker(script, { eval: true, env });
  onTestFinished(() => void worker.terminate());
  expect(await once(worker, 'message')).toEqual([{ batchItemFailures: [] }]);
});
