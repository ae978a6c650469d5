import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the events function’s bundle holds web-api and no Bolt, and of AWS only the clients that it uses', () => {
  // As the test run built it.
  const file = new URL('../../../.build/functions/task-events/index.mjs.map', import.meta.url);
  const map = JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] };
  const packages = new Set(map.sources.map((source) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(source)?.[1]));
  expect(packages).toContain('@slack/web-api');
  expect([...packages].filter((name) => /bolt|express|client-ecr|socket-mode/.test(name ?? ''))).toEqual([]);
});
