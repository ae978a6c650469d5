import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import type { Reply } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { problemText } from '../../../src/views/problem.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { refusalOf } from '../../helpers/command-refusal.ts';
import { startTestAccount } from '../../helpers/start-test-account.ts';

let account: Awaited<ReturnType<typeof startTestAccount>>;
beforeAll(async () => {
  account = await startTestAccount({ seeds: 'none' });
});
afterAll(() => account.close());

const view = { now: 0, shared: false } as never;
const bare = () => ({ ...account.context, handsOn: undefined });
const learn = '`/ecs hands-on` makes the first one with you.';

test.each(['services', 'clusters'])(
  'where there is no cluster %s leads to the hands-on, where there is one',
  async (line) => {
    const replies = [await account.run(line), await dispatch(line, bare())].map(
      ({ outcome }) => replyView((outcome as unknown as { reply: Reply }).reply, en, view).text,
    );
    expect(replies[0]).toContain(learn);
    expect(replies[1]).not.toContain('hands-on');
  },
);

test.each([
  'service',
  'service web',
  'scale x',
  'scale shop/web 4',
  'tasks',
  'stop-task',
  'watch shop',
  'why shop/web',
])('%s names no service that is not there', async (line) => {
  const problem = await refusalOf(account.run(line));
  expect(problem).toEqual({ code: 'nothingHere', learn: true });
  expect(problemText(problem, en)).toBe(`There is no cluster in this region. ${learn}`);
  expect(await refusalOf(dispatch(line, bare()))).toEqual({ code: 'nothingHere', learn: false });
});

test('why has no button that leads to none', async () => {
  const { outcome } = await account.run('why');
  const { blocks } = replyView((outcome as unknown as { reply: Reply }).reply, en, view);
  expect(JSON.stringify(blocks)).not.toContain('"button"');
});
