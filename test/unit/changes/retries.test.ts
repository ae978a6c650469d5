import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import { Unanswered } from '../../../src/changes/card.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { propose } from '../../../src/changes/propose.ts';
import { startPipeline } from '../../helpers/start-pipeline.ts';

const change = {
  type: 'scale',
  target: { cluster: 'shop', service: 'web' },
  before: { desiredCount: 3, runningCount: 3 },
  after: { desiredCount: 5 },
} as const;

let pipeline: Awaited<ReturnType<typeof startPipeline>>;
let context: ChangeContext;
beforeEach(async () => {
  pipeline = await startPipeline();
  context = pipeline.context;
});
afterEach(() => pipeline.close());

const ask = () => propose(change, 'scale shop/web 5', { ...context, jobId: 'typed' });
const throttled = () => new ServiceError('ThrottlingException', 'Rate exceeded');

/** A press whose effect is not answered, so that it has to come again. */
async function begun(): Promise<string> {
  const card = await ask();
  pipeline.faults.push(throttled());
  await expect(confirmCard(card.id, context)).rejects.toThrow('Rate exceeded');
  return card.id;
}

test('a retry does not set again what somebody else has set since; what became of the first try is unknown', async () => {
  const id = await begun();
  await context.clients.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 7 }),
  );
  expect(await confirmCard(id, context)).toMatchObject({ outcome: { result: 'unknown' } });
  expect(await pipeline.desiredCount()).toBe(7);
});

test('nor after a later change through the bot, also one that led back', async () => {
  const id = await begun();
  const later = await propose(change, 'scale shop/web 5', { ...context, jobId: 'typed-2' });
  const decidedAt = new Date(2000).toISOString();
  const { askedBy: decidedBy } = later;
  await context.store.putIntent({ card: later, decision: 'make', decidedBy, jobId: 'job-2', decidedAt });
  expect(await confirmCard(id, context)).toMatchObject({ outcome: { result: 'unknown' } });
  expect(await pipeline.desiredCount()).toBe(3);
});

test('what AWS refuses at a retry may have been done by the try before', async () => {
  const id = await begun();
  pipeline.faults.push(new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.'));
  expect(await confirmCard(id, context)).toMatchObject({ outcome: { result: 'unknown' } });
});

test('an intent that is known though nobody heard so is the own one of its job', async () => {
  const card = await ask();
  const { store } = context;
  // DynamoDB writes it, its answer is lost, and the SDK asks again.
  const putIntent: typeof store.putIntent = async (intent) => {
    await store.putIntent(intent);
    return false;
  };
  expect(await confirmCard(card.id, { ...context, store: { ...store, putIntent } })).toMatchObject({
    outcome: { result: 'applied' },
  });
  expect(await pipeline.desiredCount()).toBe(5);
});

test('a message that Slack never answered for refuses the change, and does not stop one that was begun', async () => {
  const unanswered: ChangeContext['story'] = {
    ...context.story,
    begin: () => Promise.reject(new Unanswered()),
  };
  const card = await ask();
  await expect(confirmCard(card.id, { ...context, story: unanswered })).rejects.toThrow('unanswered');
  expect(await pipeline.desiredCount()).toBe(3);
  const id = await begun();
  expect(await confirmCard(id, { ...context, story: unanswered })).toMatchObject({
    outcome: { result: 'applied' },
  });
});

test('the timer of a change is set before it is made: without one nothing is made', async () => {
  const timed = { ...change, forMs: 5000 };
  const card = await propose(timed, 'scale shop/web 5 for 5s', { ...context, jobId: 'typed' });
  const revertTimer = { schedule: () => Promise.reject(new Error('no timer')) };
  await expect(confirmCard(card.id, { ...context, revertTimer })).rejects.toThrow('no timer');
  expect(await pipeline.desiredCount()).toBe(3);
});

test('the outcome is recorded before its story is told: a story that fails leaves it known', async () => {
  const card = await ask();
  const story: ChangeContext['story'] = {
    ...context.story,
    end: () => Promise.reject(new Error('Slack is away')),
  };
  await expect(confirmCard(card.id, { ...context, story })).rejects.toThrow('Slack is away');
  expect(await context.store.getOutcome(card.id)).toMatchObject({ result: 'applied' });
});
