import { expect } from 'vitest';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import type { Reply } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { problemText } from '../../../src/views/problem.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { test as base, type CommandAccount, refusalOf } from '../../helpers/command-account.ts';

const test = base.extend('seeds', 'none');
const view = { now: 0, shared: false } as never;
const bare = (account: CommandAccount) => ({ ...account.context, handsOn: undefined });
const learn = '`/ecs hands-on` creates the first one with you.';

test.for(['services', 'clusters'])(
  'where there is no cluster %s leads to the hands-on, where there is one',
  async (line, { account }) => {
    const replies = [await account.run(line), await dispatch(line, bare(account))].map(
      ({ outcome }) => replyView((outcome as unknown as { reply: Reply }).reply, en, view).text,
    );
    expect(replies[0]).toContain(learn);
    expect(replies[1]).not.toContain('hands-on');
  },
);

test.for([
  'service',
  'service web',
  'scale x',
  'scale shop/web 4',
  'tasks',
  'stop-task',
  'watch shop',
  'why shop/web',
])('%s names no service that is not there', async (line, { account }) => {
  const problem = await refusalOf(account.run(line));
  expect(problem).toEqual({ code: 'nothingHere', learn: true });
  expect(problemText(problem, en)).toBe(`There is no cluster in this region. ${learn}`);
  expect(await refusalOf(dispatch(line, bare(account)))).toEqual({ code: 'nothingHere', learn: false });
});

test('why has no button that leads to none', async ({ account }) => {
  const { outcome } = await account.run('why');
  const { blocks } = replyView((outcome as unknown as { reply: Reply }).reply, en, view);
  expect(JSON.stringify(blocks)).not.toContain('"button"');
});
