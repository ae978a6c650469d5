import { ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import { describeService } from '../../../src/aws/ecs/services.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { deployChange } from '../../../src/changes/kinds/deploy.ts';
import { propose } from '../../../src/changes/propose.ts';
import { en } from '../../../src/messages/en/index.ts';
import { changeWords } from '../../../src/views/changes/card.ts';
import { test, throttled } from '../../helpers/change-context.ts';

/** ECS's clock in these tests is the real one. */
const realNow = Date.now();
const started = (context: ChangeContext) => ({ ...context, now: () => realNow, receivedAt: realNow });

async function ask(context: ChangeContext) {
  const { clients } = context;
  const service = await describeService(clients.ecs, 'shop', 'web', ['TAGS']);
  const change = await deployChange(service!, { wanted: '1.4.1' }, clients, []);
  if ('why' in change) throw new Error(change.why);
  return propose(change, 'deploy shop/web 1.4.1', { ...context, jobId: 'typed' });
}

async function revisions({ clients }: ChangeContext): Promise<number> {
  const family = new ListTaskDefinitionsCommand({ familyPrefix: 'shop-web' });
  return (await clients.ecs.send(family)).taskDefinitionArns?.length ?? 0;
}

const runs = async ({ clients }: ChangeContext) =>
  (await describeService(clients.ecs, 'shop', 'web'))?.taskDefinition;

test('registered, but the service was refused: the outcome and its sentence say both', async ({
  account,
  context: given,
}) => {
  const context = started(given);
  const card = await ask(context);
  account.faults.push(new ServiceError('InvalidParameterException', 'The container web does not exist.'));
  const confirmed = await confirmCard(card.id, context);
  expect(confirmed).toMatchObject({ outcome: { result: 'failed', registered: 'shop-web:2' } });
  expect(await runs(context)).toBe('shop-web:1');
  if (confirmed.type !== 'done') throw new Error('stale');
  expect(changeWords(card.change, en).ended(confirmed.outcome, undefined)).toBe(
    ':warning: `shop-web:2` was registered, but `shop/web` was not changed: The container web does not exist.',
  );
});

test('while ECS throttles the update, the revision is registered once', async ({
  account,
  context: given,
}) => {
  const context = started(given);
  const card = await ask(context);
  account.faults.push(throttled(), throttled());
  expect(await confirmCard(card.id, context)).toMatchObject({
    outcome: { result: 'applied', registered: 'shop-web:2' },
  });
  expect(await revisions(context)).toBe(2);
});

test('after an update without an answer the next try uses the revision that is there', async ({
  account,
  context: given,
}) => {
  const context = started(given);
  const card = await ask(context);
  account.faults.push(new ServiceError('ServerException', 'It broke.', 500));
  await expect(confirmCard(card.id, context)).rejects.toThrow('It broke');
  const later = (ms: number) => ({ ...context, now: () => realNow + ms });
  await expect(confirmCard(card.id, later(59_000))).rejects.toMatchObject({ seconds: 1 });
  expect(await confirmCard(card.id, later(61_000))).toMatchObject({
    outcome: { result: 'applied', registered: 'shop-web:2' },
  });
  expect([await revisions(context), await runs(context)]).toEqual([2, 'shop-web:2']);
});

test('a deployment that an earlier try began is recorded with its id, by which Undo knows it', async ({
  context: given,
}) => {
  const context = started(given);
  const card = await ask(context);
  const { ecsOnce } = context.clients;
  const dying = Object.create(ecsOnce, {
    send: {
      value: async (command: object) => {
        const answer = await ecsOnce.send(command as never);
        if (command.constructor.name === 'UpdateServiceCommand') throw new Error('socket hang up');
        return answer;
      },
    },
  }) as typeof ecsOnce;
  const dies = { ...context, clients: { ...context.clients, ecsOnce: dying } };
  await confirmCard(card.id, dies).catch(() => undefined);
  const later = { ...context, now: () => realNow + 61_000 };
  const { deployments } = (await describeService(context.clients.ecs, 'shop', 'web'))!;
  const confirmed = await confirmCard(card.id, later);
  expect(confirmed).toMatchObject({ outcome: { result: 'applied', made: deployments[0]!.id } });
});
