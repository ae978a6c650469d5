import { RegisterTaskDefinitionCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { test as base, expect } from 'vitest';
import { readCopy } from '../../../src/aws/ecs/revision-copy.ts';
import { describeService } from '../../../src/aws/ecs/services.ts';
import type { Card, ChangeOutcome } from '../../../src/changes/card.ts';
import type { DeployChange } from '../../../src/changes/change.ts';
import { deployKind } from '../../../src/changes/kinds/deploy.ts';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { type CommandAccount, refusalOf, startTestAccount } from '../../helpers/command-account.ts';
import { memoryStore } from '../../helpers/memory-stores.ts';

/** Each test deploys, so each has an account of its own. */
const test = base.extend('account', async ({ task: _ }, { onCleanup }) => {
  const account = await startTestAccount();
  onCleanup(account.close);
  return account;
});

const web = { cluster: 'shop', service: 'web' };
const tenMinutes = 600_000;

/** Deploys a tag, and returns how to undo that where its outcome is recorded like this. */
async function deployed(account: CommandAccount, recorded: (made: object) => Partial<ChangeOutcome>) {
  const { ecs, clock, context } = account;
  const { outcome } = await account.run('deploy shop/web 1.4.1');
  if (outcome.type !== 'change') throw new Error('no change');
  const change = outcome.change as DeployChange;
  const clients = { ...context, ecsOnce: ecs };
  const { change: ready, made: registered } = await deployKind.prepare!(clients, change, false);
  const { made } = await deployKind.apply(clients, ready, 'U1');
  await clock.advance(tenMinutes);
  const at = new Date(clock.now()).toISOString();
  const card = { id: '0b7c', change, askedBy: 'U1' } as Card;
  const store = memoryStore();
  await store.putIntent({ card, decision: 'make', decidedBy: 'U1', jobId: 'j', decidedAt: at });
  await store.putOutcome(card.id, { result: 'applied', at, ...recorded({ made, registered }) });
  return () => dispatch('undo 0b7c', { ...context, store });
}

const back = { change: { type: 'rollback', after: { taskDefinition: 'shop-web:1' } } };

test('a deployment is undone by a rollback to the revision before', async ({ account }) => {
  const undo = await deployed(account, (made) => made);
  expect((await undo()).outcome).toMatchObject(back);
});

test('nobody undoes what somebody else deployed, whatever is known of the own deployment', async ({
  account,
}) => {
  const undo = await deployed(account, () => ({}));
  await account.ecs.send(new RegisterTaskDefinitionCommand(await readCopy(account.ecs, 'shop-web:1')));
  const other = { taskDefinition: 'shop-web:3' };
  await account.ecs.send(new UpdateServiceCommand({ ...web, ...other }));
  await account.clock.advance(tenMinutes);
  expect((await describeService(account.ecs, 'shop', 'web'))?.taskDefinition).toBe('shop-web:3');
  expect(await refusalOf(undo())).toMatchObject({ code: 'deploymentMoved', ...other });
});

test('of an update without an answer, the revision that it brought tells whose the deployment is', async ({
  account,
}) => {
  const undo = await deployed(account, () => ({ result: 'unknown', registered: 'shop-web:2' }));
  expect((await undo()).outcome).toMatchObject(back);
});
