import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import { Unanswered } from '../../../src/changes/card.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { propose } from '../../../src/changes/propose.ts';
import { type ChangeAccount, scaleTo5, test, throttled } from '../../helpers/change-context.ts';

const ask = (context: ChangeContext) => propose(scaleTo5, 'scale shop/web 5', { ...context, jobId: 'typed' });

/** A press whose effect is not answered, so that it has to come again. */
async function begun(account: ChangeAccount, context: ChangeContext): Promise<string> {
  const card = await ask(context);
  account.faults.push(throttled());
  await expect(confirmCard(card.id, context)).rejects.toThrow('Rate exceeded');
  return card.id;
}

test('a retry does not set again what somebody else has set since; what became of the first try is unknown', async ({
  account,
  context,
}) => {
  const id = await begun(account, context);
  await context.clients.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 7 }),
  );
  expect(await confirmCard(id, context)).toMatchObject({ outcome: { result: 'unknown' } });
  expect(await account.desiredCount()).toBe(7);
});

test('nor what stands already: setting it once more would undo what somebody else does at that moment', async ({
  account,
  context,
}) => {
  const id = await begun(account, context);
  await context.clients.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 5 }),
  );
  account.faults.push(new ServiceError('InvalidParameterException', 'Nothing is to be set.'));
  expect(await confirmCard(id, context)).toMatchObject({ outcome: { result: 'applied' } });
});

test('nor after a later change through the bot, also one that led back', async ({ account, context }) => {
  const id = await begun(account, context);
  const later = await propose(scaleTo5, 'scale shop/web 5', { ...context, jobId: 'typed-2' });
  const decidedAt = new Date(2000).toISOString();
  const { askedBy: decidedBy } = later;
  await context.store.putIntent({ card: later, decision: 'make', decidedBy, jobId: 'job-2', decidedAt });
  expect(await confirmCard(id, context)).toMatchObject({ outcome: { result: 'unknown' } });
  expect(await account.desiredCount()).toBe(3);
});

test('what AWS refuses at a retry may have been done by the try before', async ({ account, context }) => {
  const id = await begun(account, context);
  account.faults.push(new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.'));
  expect(await confirmCard(id, context)).toMatchObject({ outcome: { result: 'unknown' } });
});

test('an intent that is known though nobody heard so is the own one of its job', async ({
  account,
  context,
}) => {
  const card = await ask(context);
  const { store } = context;
  // DynamoDB writes it, its answer is lost, and the SDK asks again.
  const putIntent: typeof store.putIntent = async (intent) => {
    await store.putIntent(intent);
    return false;
  };
  expect(await confirmCard(card.id, { ...context, store: { ...store, putIntent } })).toMatchObject({
    outcome: { result: 'applied' },
  });
  expect(await account.desiredCount()).toBe(5);
});

test('a message that Slack never answered for refuses the change, and does not stop one that was begun', async ({
  account,
  context,
}) => {
  const unanswered: ChangeContext['story'] = {
    ...context.story,
    begin: () => Promise.reject(new Unanswered()),
  };
  const card = await ask(context);
  await expect(confirmCard(card.id, { ...context, story: unanswered })).rejects.toThrow('unanswered');
  expect(await account.desiredCount()).toBe(3);
  const id = await begun(account, context);
  expect(await confirmCard(id, { ...context, story: unanswered })).toMatchObject({
    outcome: { result: 'applied' },
  });
});

test('what was begun without a message, as a timer does where none can be posted, begins one when its job comes again', async ({
  account,
  context,
}) => {
  const id = await begun(account, context);
  account.told.length = 0;
  const story = { ...context.story, find: async () => undefined };
  await confirmCard(id, { ...context, story });
  expect(account.told).toEqual([`begin ${id}`, 'end applied']);
});

test('the timer of a change is set before it is made: without one nothing is made', async ({
  account,
  context,
}) => {
  const timed = { ...scaleTo5, forMs: 5000 };
  const card = await propose(timed, 'scale shop/web 5 for 5s', { ...context, jobId: 'typed' });
  const revertTimer = { schedule: () => Promise.reject(new Error('no timer')) };
  await expect(confirmCard(card.id, { ...context, revertTimer })).rejects.toThrow('no timer');
  expect(await account.desiredCount()).toBe(3);
});

test('the outcome is recorded before its story is told: a story that fails leaves it known', async ({
  context,
}) => {
  const card = await ask(context);
  const story: ChangeContext['story'] = {
    ...context.story,
    end: () => Promise.reject(new Error('Slack is away')),
  };
  await expect(confirmCard(card.id, { ...context, story })).rejects.toThrow('Slack is away');
  expect(await context.store.getOutcome(card.id)).toMatchObject({ result: 'applied' });
});
