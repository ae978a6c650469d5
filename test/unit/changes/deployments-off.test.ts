import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { describeService } from '../../../src/aws/ecs/services.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { restartChange } from '../../../src/changes/kinds/restart.ts';
import { rollbackChange } from '../../../src/changes/kinds/rollback.ts';
import { propose } from '../../../src/changes/propose.ts';
import { refused, scaleTo5, test } from '../../helpers/change-context.ts';

async function restart({ clients }: ChangeContext) {
  const service = await describeService(clients.ecs, 'shop', 'web', ['TAGS']);
  return restartChange(service!, clients, []);
}
async function deploymentId({ clients }: ChangeContext) {
  const web = new DescribeServicesCommand({ cluster: 'shop', services: ['web'] });
  return (await clients.ecs.send(web)).services?.[0]?.deployments?.[0]?.id;
}

test('no card is made of a deployment where those are off', async ({ account, context }) => {
  const off = { ...context, deployments: false };
  await expect(propose(await restart(context), 'restart shop/web', off)).rejects.toEqual(
    refused('deploymentsOff'),
  );
  expect(account.told).toEqual([]);
});

test('a card of before is refused at its press, and nothing is begun', async ({ account, context }) => {
  const before = await deploymentId(context);
  const card = await propose(await restart(context), 'restart shop/web', { ...context, jobId: 'typed' });
  await expect(confirmCard(card.id, { ...context, deployments: false })).rejects.toEqual(
    refused('deploymentsOff'),
  );
  expect(account.told).toEqual([]);
  expect(await deploymentId(context)).toBe(before);
});

test('the Undo of a deployment from before is refused at its press', async ({ account, context }) => {
  const { clients } = context;
  const before = await deploymentId(context);
  await clients.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', forceNewDeployment: true }),
  );
  const service = await describeService(clients.ecs, 'shop', 'web', ['TAGS']);
  const rollback = await rollbackChange(service!, clients, [], service!.taskDefinition);
  if ('why' in rollback) throw new Error(rollback.why);
  const undo = {
    ...rollback,
    undoes: { changeId: 'c1', by: 'person', back: service!.taskDefinition },
  } as const;
  const begun = await deploymentId(context);
  expect(begun).not.toBe(before);
  await expect(propose(undo, 'undo c1', { ...context, deployments: false })).rejects.toEqual(
    refused('deploymentsOff'),
  );
  expect([account.told, await deploymentId(context)]).toEqual([[], begun]);
});

test('what runs is still scaled', async ({ account, context }) => {
  const off = { ...context, deployments: false };
  const card = await propose(scaleTo5, 'scale shop/web 5', { ...off, jobId: 'typed' });
  expect(await confirmCard(card.id, off)).toMatchObject({ outcome: { result: 'applied' } });
  expect(await account.desiredCount()).toBe(5);
});
