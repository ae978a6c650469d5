import { expect } from 'vitest';
import type { AccessDecision } from '../../../src/access/access.ts';
import type { Service } from '../../../src/aws/ecs/services.ts';
import { mayPress } from '../../../src/commands/line/command.ts';
import { Refusal } from '../../../src/commands/line/problem.ts';
import { commands } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { type CommandAccount, test } from '../../helpers/command-account.ts';
import { expectSafe } from '../../helpers/hostile.ts';
import { sampleDeployment, sampleService, sampleTask } from '../../helpers/sample-ecs.ts';
import { sampleReplies } from '../../helpers/sample-replies.ts';

const target = { cluster: 'shop', name: 'web', tags: {} };
const ask = (decide: () => Promise<AccessDecision>) =>
  mayPress(
    { commands, access: { decide } as never, caller: { teamId: 'T1', userId: 'U1', channelId: 'C1' } },
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
  const service = {
    ...sampleReplies.service,
    may: { scale: false, stopTask: false, restart: false, rollback: false, deploy: false },
  };
  const { text, blocks } = replyView(service as never, en, view);
  expect(JSON.stringify(blocks)).not.toMatch(/"value":"(?:scale|stop-task|restart|rollback)/);
  expect(text).toContain('1 of 3 tasks, most urgent first. All of them: `/ecs tasks shop/web`');
  const task = replyView({ kind: 'task', task: sampleTask(), mayStop: false }, en, view);
  expect(JSON.stringify(task.blocks)).not.toContain('"value":"stop-task');
  const own = replyView(sampleReplies.service as never, en, view);
  expect(JSON.stringify(own.blocks)).toContain('"value":"scale shop/web +1"');
});

test('restart and rollback are offered where ECS deploys the service and there is something to go back to', () => {
  const offered = (changed: Partial<Service>) => {
    const may = { scale: true, stopTask: true, restart: true, rollback: true, deploy: true };
    const service = { ...sampleService({ taskDefinition: 'shop-web:2', ...changed }) };
    const reply = { ...sampleReplies.service, service, may };
    const { blocks } = replyView(reply as never, en, { now: 0, shared: false });
    return JSON.stringify(blocks).match(/"(?:restart|rollback) [^"]+"/g) ?? [];
  };
  const both = ['"restart shop/web"', '"rollback shop/web"'];
  expect(offered({})).toEqual(both);
  expect(offered({ taskDefinition: 'shop-web:1' })).toEqual(['"restart shop/web"']);
  const deployments = [sampleDeployment(), sampleDeployment({ status: 'ACTIVE' })];
  expect(offered({ taskDefinition: 'shop-web:1', deployments })).toEqual(both);
  expect(offered({ desiredCount: 0 })).toEqual(['"rollback shop/web"']);
  for (const deploymentController of ['CODE_DEPLOY', 'EXTERNAL'] as const)
    expect(offered({ deploymentController })).toEqual([]);
  expect(offered({ status: 'DRAINING' })).toEqual([]);
});

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
