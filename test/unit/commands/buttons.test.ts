import { expect } from 'vitest';
import { Refusal } from '../../../src/commands/line/problem.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { type CommandAccount, test } from '../../helpers/command-account.ts';
import { expectSafe } from '../../helpers/hostile.ts';

/** The lines behind a message's buttons; the changing ones lead to a card. */
async function press(account: CommandAccount, line: string): Promise<string[]> {
  const { outcome } = await account.run(line);
  if (outcome.type !== 'reply') return [];
  const message = replyView(outcome.reply, en, { now: account.clock.now(), shared: false });
  expectSafe(message);
  return [...JSON.stringify(message.blocks).matchAll(/"value":"([^"]+)"/g)].map(([, value]) => value ?? '');
}

test('every button that can be reached from help leads somewhere', async ({ account }) => {
  const seen = new Set<string>();
  const left = ['help', 'clusters', 'tasks shop', 'images hello-world'];
  for (let line = left.pop(); line !== undefined; line = left.pop()) {
    if (seen.has(line)) continue;
    seen.add(line);
    const next = await press(account, line).catch((error: unknown) => {
      throw error instanceof Refusal ? new Error(`${line}: ${error.problem.code}`) : error;
    });
    left.push(...next);
  }
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'clusters',
      'services shop',
      'service shop/web',
      'scale shop/web +1',
      'scale shop/web -1',
      'stop-task shop/web',
      'tasks shop/web --stopped',
      'images shop/web',
    ]),
  );
  expect([...seen].some((line) => /^stop-task shop\/[0-9a-f]{32}$/.test(line))).toBe(true);
});
