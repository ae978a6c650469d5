import { expect, test } from 'vitest';
import type { AccessDecision } from '../../../src/access/decide.ts';
import { mayPress } from '../../../src/commands/line/command.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { sampleTask } from '../../helpers/sample-ecs.ts';
import { sampleReplies } from '../../helpers/sample-replies.ts';

const target = { cluster: 'shop', name: 'web', tags: {} };
const ask = (decide: () => Promise<AccessDecision>) =>
  mayPress(
    { access: { decide } as never, caller: { teamId: 'T1', userId: 'U1', channelId: 'C1' } },
    'change',
    'scale',
    target,
  );

test('a button is shown to whoever has a grant, also where a limit will say no, and to nobody without', async () => {
  const limit = { type: 'hours', text: 'Mon-Fri 09:00-18:00' } as const;
  const noGrant = { why: 'noGrant', may: 'scale', on: 'shop/web', askable: [] } as const;
  expect(await ask(async () => ({ allowed: true }))).toBe(true);
  expect(await ask(async () => ({ allowed: false, denial: { why: 'limit', grant: 'day', limit } }))).toBe(
    true,
  );
  expect(await ask(async () => ({ allowed: false, denial: noGrant }))).toBe(false);
  expect(await ask(async () => ({ allowed: false, denial: { why: 'standing', standing: 'guest' } }))).toBe(
    false,
  );
  // When Slack does not say who it is, the press tells them.
  expect(await ask(() => Promise.reject(new Error('timeout')))).toBe(true);
});

test('a viewer’s service and task have no button that changes something; what is cut off says how to see the rest', () => {
  const view = { now: 0, shared: false };
  const service = { ...sampleReplies.service, may: { scale: false, stopTask: false } };
  const { text, blocks } = replyView(service as never, en, view);
  expect(JSON.stringify(blocks)).not.toMatch(/"value":"(?:scale|stop-task)/);
  expect(text).toContain('1 of 3 tasks, the most urgent first. All of them: `/ecs tasks shop/web`');
  const task = replyView({ kind: 'task', task: sampleTask(), mayStop: false }, en, view);
  expect(JSON.stringify(task.blocks)).not.toContain('"value":"stop-task');
  const own = replyView(sampleReplies.service as never, en, view);
  expect(JSON.stringify(own.blocks)).toContain('"value":"scale shop/web +1"');
});
