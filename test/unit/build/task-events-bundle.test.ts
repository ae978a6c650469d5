import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildFunctions } from '../../../infra/build/functions.ts';

test('the events function’s bundle holds web-api and no Bolt, and of AWS only the clients that it uses', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'task-events-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const bundle = (await buildFunctions(dir)).find(({ name }) => name === 'task-events');
  const map = JSON.parse(await readFile(`${bundle?.file}.map`, 'utf8')) as { sources: string[] };
  const packages = new Set(map.sources.map((source) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(source)?.[1]));
  expect(packages).toContain('@slack/web-api');
  expect([...packages].filter((name) => /bolt|express|client-ecr|socket-mode/.test(name ?? ''))).toEqual([]);
});
