import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { readService } from '../../../infra/local/serverless/service.ts';

// Bolt with its unused transports cut out: the bundle that is deployed, as the test run built it.
const bundle = fileURLToPath(new URL('../../../.build/functions/worker/index.mjs', import.meta.url));

test('the worker’s bundle holds Bolt and none of the transports that it never uses', () => {
  const { sources } = JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as { sources: string[] };
  const packages = new Set(
    sources.map((source) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? ''),
  );
  expect([...packages]).toEqual(expect.arrayContaining(['@slack/bolt', '@slack/web-api']));
  const cut =
    /^(express|body-parser|raw-body|path-to-regexp|iconv-lite|undici|mime-db|ws|@slack\/(socket-mode|oauth))$/;
  expect([...packages].filter((name) => cut.test(name))).toEqual([]);
});

test('Bolt loads and starts without them', async () => {
  const script = `
    import(${JSON.stringify(bundle)})
      .then(({ handler }) => handler({ Records: [] }))
      .then((answer) => require('node:worker_threads').parentPort.postMessage(answer));`;
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const { functions } = readService({ root, stage: 'test', region: 'eu-west-1', params: {} });
  const names = Object.keys(functions.find(({ name }) => name === 'worker')?.environment ?? {});
  const value = (name: string) => (name.endsWith('_URL') ? 'http://127.0.0.1:1/q' : '1');
  const env = {
    ...Object.fromEntries(names.map((name) => [name, value(name)])),
    AWS_REGION: 'eu-west-1',
  };
  const worker = new Worker(script, { eval: true, env });
  onTestFinished(() => void worker.terminate());
  expect(await once(worker, 'message')).toEqual([{ batchItemFailures: [] }]);
});
