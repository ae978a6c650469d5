import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '../../../src/access/access.ts';
import { cancelCard, confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { propose } from '../../../src/changes/propose.ts';
import { allow } from '../../helpers/allow.ts';
import { startPipeline } from '../../helpers/start-pipeline.ts';

const change = {
  type: 'scale',
  target: { cluster: 'shop', service: 'web' },
  before: { desiredCount: 3, runningCount: 3 },
  after: { desiredCount: 5 },
} as const;
const second = { userId: 'U0SECOND', jobId: 'press' };

let pipeline: Awaited<ReturnType<typeof startPipeline>>;
let context: ChangeContext;
beforeEach(async () => {
  pipeline = await startPipeline();
  context = { ...pipeline.context, access: together('U0OPERATOR', 'U0SECOND') };
});
afterEach(() => pipeline.close());

/** These people may, but only together. */
function together(...userIds: string[]): Pick<Access, 'decide'> {
  const { decide } = allow(...userIds);
  return {
    decide: async (ask) => {
      const decision = await decide(ask);
      return decision.allowed ? { ...decision, approval: 'grant' } : decision;
    },
  };
}
const refused = (why: string) => expect.objectContaining({ reason: expect.objectContaining({ why }) });
const asked = () => propose(change, 'scale shop/web 5', { ...context, jobId: 'typed' });

test('the same job asks once, however often it comes', async () => {
  const first = await asked();
  expect(await asked()).toEqual(first);
  expect(first.approval).toBe('grant');
});

test('it can be approved for an hour, to the second; then its card says that it is over', async () => {
  const card = await asked();
  const at = (now: number) => ({ ...context, ...second, now: () => now, receivedAt: now });
  await expect(confirmCard(card.id, at(3_602_000))).rejects.toEqual(refused('cardExpired'));
  expect(pipeline.told).toEqual([`ask ${card.id}`, 'close expired']);
  expect(await confirmCard(card.id, at(3_601_000))).toMatchObject({ type: 'done' });
});

test('whoever asked can’t approve, also with another job or from another channel', async () => {
  const card = await asked();
  for (const channelId of ['C0LOCAL0OPS', 'C0OTHER', 'D0OPERATOR']) {
    await expect(confirmCard(card.id, { ...context, channelId, jobId: channelId })).rejects.toEqual(
      refused('needsSecondPerson'),
    );
  }
  expect(await pipeline.desiredCount()).toBe(3);
});

test('nothing is approved for somebody who has lost the right meanwhile', async () => {
  const card = await asked();
  const lost = { ...context, ...second, access: together('U0SECOND') };
  await expect(confirmCard(card.id, lost)).rejects.toEqual(refused('askerDenied'));
  expect(await pipeline.desiredCount()).toBe(3);
});

test('the second person’s own limits count, and a grant that they lack', async () => {
  const card = await asked();
  const limited = { ...context, ...second, access: together('U0OPERATOR') };
  await expect(confirmCard(card.id, limited)).rejects.toEqual(refused('denied'));
  await expect(cancelCard(card.id, limited)).rejects.toEqual(refused('denied'));
  expect(await pipeline.desiredCount()).toBe(3);
});

test('approving and declining are judged by what Slack says now, not by what it said some time ago', async () => {
  const card = await asked();
  // Slack limits us: what is remembered would let them.
  const { decide } = context.access;
  const remembering = {
    decide: (ask: Parameters<typeof decide>[0]) =>
      ask.onlyFresh ? Promise.reject(new Error('Slack asks to wait')) : decide(ask),
  };
  const forgetful = { ...context, ...second, access: remembering };
  await expect(cancelCard(card.id, forgetful)).rejects.toThrow('Slack asks to wait');
  await expect(confirmCard(card.id, forgetful)).rejects.toThrow('Slack asks to wait');
  expect(await context.store.getIntent(card.id)).toBeUndefined();
  expect(pipeline.told).toEqual([`ask ${card.id}`]);
  // Whoever asked needs nobody's word to withdraw it.
  expect(await cancelCard(card.id, { ...context, access: remembering })).toMatchObject({ card });
});

test('of an approval and a withdrawal only one holds, and the card shows which', async () => {
  const card = await asked();
  await confirmCard(card.id, { ...context, ...second });
  await expect(cancelCard(card.id, { ...context, jobId: 'late' })).rejects.toEqual(refused('cardMade'));
  expect(pipeline.told.filter((line) => line.startsWith('close'))).toEqual(['close approved']);
  expect(await context.store.getIntent(card.id)).toMatchObject({ decidedBy: 'U0SECOND', decision: 'make' });
});

test('asked in a direct message, it stands where changes are told', async () => {
  const channels: string[] = [];
  const approvals = {
    ...context.approvals,
    ask: async (_: unknown, channel: string) => void channels.push(channel),
  };
  await propose(change, 'scale shop/web 5', { ...context, approvals, channelId: 'D0OPERATOR', jobId: 'dm' });
  expect(channels).toEqual(['C0LOCAL0OPS']);
});
