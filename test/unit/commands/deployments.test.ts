import { CreateServiceCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import type { AuditEntry } from '../../../src/changes/audit.ts';
import type { Change } from '../../../src/changes/change.ts';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { type CommandAccount, refusalOf, replyOf, test } from '../../helpers/command-account.ts';
import { memoryAudit } from '../../helpers/memory-stores.ts';

const web = { cluster: 'shop', service: 'web' };

async function redeploy({ ecs, clock }: CommandAccount) {
  const at = clock.now();
  await ecs.send(new UpdateServiceCommand({ ...web, forceNewDeployment: true }));
  await clock.advance(600_000);
  return at;
}

/** A change of this type that U0ANNA asked for and that was made a second later. */
function made(type: Change['type'], decidedAt: number, by = 'U0ANNA', more: object = {}): AuditEntry {
  const target = web;
  const card = { change: { type, target, ...more } as unknown as Change, askedBy: 'U0ANNA' };
  const decided = { decision: 'make', decidedBy: by, decidedAt: new Date(decidedAt).toISOString() };
  return {
    kind: 'change',
    intent: { card, ...decided } as Extract<AuditEntry, { kind: 'change' }>['intent'],
    outcome: { result: 'applied', at: new Date(decidedAt + 1000).toISOString() },
  };
}

test('a history costs four calls, however long', async ({ account }) => {
  await redeploy(account);
  const calls = await account.count(() => account.run('deployments shop/web 50'));
  expect(calls).toEqual({
    DescribeServices: 1,
    ListServiceDeployments: 1,
    DescribeServiceDeployments: 1,
    DescribeServiceRevisions: 1,
  });
});

test('newest first, from → to, how it ended; as many as wanted', async ({ account }) => {
  await redeploy(account);
  const reply = await replyOf('deployments', account.run('deployments shop/web 2'));
  expect(reply).toMatchObject({ target: 'shop/web', controller: 'ECS', count: 2 });
  expect(reply.rows).toHaveLength(2);
  const [newest, before] = reply.rows;
  expect(newest!.deployment.createdAt!.getTime()).toBeGreaterThan(before!.deployment.createdAt!.getTime());
  expect(newest).toMatchObject({
    deployment: { status: 'SUCCESSFUL', strategy: 'ROLLING' },
    from: [{ taskDefinition: 'shop-web:1' }],
    to: { taskDefinition: 'shop-web:1', images: [{ container: 'web' }] },
    by: { type: 'outside' },
  });
});

test('who began it: a change through the bot at that moment; a scaling begins no deployment', async ({
  account,
}) => {
  const [first, second, third] = [await redeploy(account), await redeploy(account), await redeploy(account)];
  const audit = memoryAudit([
    made('scale', third),
    // It ended that deployment, three seconds after it had begun.
    made('rollback', third + 3000, 'U0BORIS', { stops: 'arn' }),
    made('restart', second, 'U0BORIS'),
    made('restart', first - 60_000),
  ]);
  const { outcome } = await dispatch('deployments shop/web 3', { ...account.context, audit });
  const rows = outcome.type === 'reply' && outcome.reply.kind === 'deployments' ? outcome.reply.rows : [];
  expect(rows.map(({ by }) => by)).toEqual([
    { type: 'outside' },
    { type: 'bot', userId: 'U0ANNA', approvedBy: 'U0BORIS' },
    { type: 'outside' },
  ]);
});

test('where the outcome of a change is unknown, who began the deployment at that time is left open', async ({
  account,
}) => {
  const at = await redeploy(account);
  const entry = made('deploy', at);
  if (entry.kind !== 'change') throw new Error('no change');
  const outcome = { ...entry.outcome!, result: 'unknown' as const };
  const audit = memoryAudit([{ ...entry, outcome }]);
  const { outcome: answer } = await dispatch('deployments shop/web 1', { ...account.context, audit });
  const reply = answer.type === 'reply' && answer.reply.kind === 'deployments' ? answer.reply : undefined;
  expect(reply?.rows[0]?.by).toEqual({ type: 'perhaps', userId: 'U0ANNA' });
  expect(replyView(reply!, en, { now: 0, shared: false }).text).toContain(
    'begun by <@U0ANNA> through this bot, or outside it',
  );
});

test('a press opens one, with its images; of one that ECS has forgotten, the list', async ({ account }) => {
  const list = await replyOf('deployments', account.run('deployments shop/web'));
  const { id } = list.rows[0]!.deployment;
  const { blocks } = replyView(list, en, { now: account.context.now(), shared: false });
  expect(JSON.stringify(blocks)).toContain(`"deployments shop/web --id ${id}"`);
  expect(await replyOf('deployment', account.run(`deployments shop/web --id ${id}`))).toMatchObject({
    deployment: { id },
    steps: [],
    to: { images: [{ digest: expect.stringMatching(/^sha256:/) }] },
  });
  expect(await replyOf('deployments', account.run('deployments shop/web --id gone'))).toEqual(list);
});

test.for([
  ['media/player', 'CodeDeploy console'],
  ['shop/external', 'task sets'],
] as const)(
  'of %s, which ECS does not deploy, where the history is',
  async ([target, words], { account }) => {
    if (target === 'shop/external') {
      const deploymentController = { type: 'EXTERNAL' } as const;
      const external = { cluster: 'shop', serviceName: 'external', deploymentController, desiredCount: 0 };
      await account.ecs.send(new CreateServiceCommand(external));
    }
    const calls = await account.count(() => account.run(`deployments ${target}`));
    expect(calls).toEqual({ DescribeServices: 1 });
    const reply = await replyOf('deployments', account.run(`deployments ${target}`));
    expect(replyView(reply, en, { now: 0, shared: false }).text).toContain(words);
  },
);

test.for<[string, object]>([
  ['deployments shop/wbe', { code: 'unknownService', nearest: ['shop/web'] }],
  ['deployments shop/web 51', { code: 'badWord', why: 'notALimit' }],
  ['deployments shop/web --id ../x', { code: 'badWord', why: 'invalid' }],
])('%s is refused', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});
