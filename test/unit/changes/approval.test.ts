import { expect } from 'vitest';
import type { Access } from '../../../src/access/access.ts';
import { cancelCard, confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { propose } from '../../../src/changes/propose.ts';
import { allow, test as base, refused, scaleTo5 } from '../../helpers/change-context.ts';

const second = { userId: 'U0SECOND', jobId: 'press' };

const test = base.extend('context', ({ account }) => ({
  ...account.context,
  access: together('U0OPERATOR', 'U0SECOND'),
}));

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
const asked = (context: ChangeContext) =>
  propose(scaleTo5, 'scale shop/web 5', { ...context, jobId: 'typed' });

test('the same job asks once, however often it comes', async ({ context }) => {
  const first = await asked(context);
  expect(await asked(context)).toEqual(first);
  expect(first.approval).toBe('grant');
});

test('it can be approved for an hour, to the second; then its card says that it is over', async ({
  account,
  context,
}) => {
  const card = await asked(context);
  const at = (now: number) => ({ ...context, ...second, now: () => now, receivedAt: now });
  await expect(confirmCard(card.id, at(3_602_000))).rejects.toEqual(refused('cardExpired'));
  expect(account.told).toEqual([`ask ${card.id}`, 'close expired']);
  expect(await confirmCard(card.id, at(3_601_000))).toMatchObject({ type: 'done' });
});

test('whoever asked can’t approve, also with another job or from another channel', async ({
  account,
  context,
}) => {
  const card = await asked(context);
  for (const channelId of ['C0LOCAL0OPS', 'C0OTHER', 'D0OPERATOR']) {
    await expect(confirmCard(card.id, { ...context, channelId, jobId: channelId })).rejects.toEqual(
      refused('needsSecondPerson'),
    );
  }
  expect(await account.desiredCount()).toBe(3);
});

test('nothing is approved for somebody who has lost the right meanwhile', async ({ account, context }) => {
  const card = await asked(context);
  const lost = { ...context, ...second, access: together('U0SECOND') };
  await expect(confirmCard(card.id, lost)).rejects.toEqual(refused('askerDenied'));
  expect(await account.desiredCount()).toBe(3);
});

test('the second person’s own limits count, and a grant that they lack', async ({ account, context }) => {
  const card = await asked(context);
  const limited = { ...context, ...second, access: together('U0OPERATOR') };
  await expect(confirmCard(card.id, limited)).rejects.toEqual(refused('denied'));
  await expect(cancelCard(card.id, limited)).rejects.toEqual(refused('denied'));
  expect(await account.desiredCount()).toBe(3);
});

test('approving and declining are judged by what Slack says now, not by what it said some time ago', async ({
  account,
  context,
}) => {
  const card = await asked(context);
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
  expect(account.told).toEqual([`ask ${card.id}`]);
  // Whoever asked needs nobody's word to withdraw it.
  expect(await cancelCard(card.id, { ...context, access: remembering })).toMatchObject({ card });
});

test('of an approval and a withdrawal only one holds, and the card shows which', async ({
  account,
  context,
}) => {
  const card = await asked(context);
  await confirmCard(card.id, { ...context, ...second });
  await expect(cancelCard(card.id, { ...context, jobId: 'late' })).rejects.toEqual(refused('cardMade'));
  expect(account.told.filter((line) => line.startsWith('close'))).toEqual(['close approved']);
  expect(await context.store.getIntent(card.id)).toMatchObject({ decidedBy: 'U0SECOND', decision: 'make' });
});

test('asked in a direct message, it stands where changes are told', async ({ context }) => {
  const channels: string[] = [];
  const approvals = {
    ...context.approvals,
    ask: async (_: unknown, channel: string) => void channels.push(channel),
  };
  await propose(scaleTo5, 'scale shop/web 5', {
    ...context,
    approvals,
    channelId: 'D0OPERATOR',
    jobId: 'dm',
  });
  expect(channels).toEqual(['C0LOCAL0OPS']);
});
