import { expect } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import type { Change } from '../../../src/changes/change.ts';
import { cancelCard, confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { propose } from '../../../src/changes/propose.ts';
import { allow, refused, scaleTo5, test, throttled } from '../../helpers/change-context.ts';

let lines = 0;
/** Each typed line is a job of its own. */
function typed(context: ChangeContext): ChangeContext {
  lines += 1;
  return { ...context, jobId: `typed-${lines}` };
}

test('who lost the right between the card and the press changes nothing', async ({ account, context }) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  await expect(confirmCard(card.id, { ...context, access: allow() })).rejects.toEqual(refused('denied'));
  await expect(propose(scaleTo5, 'scale shop/web 5', { ...context, access: allow() })).rejects.toEqual(
    refused('denied'),
  );
  expect(await account.desiredCount()).toBe(3);
});

test('a card can be used for ten minutes, to the second', async ({ context }) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  const at = (now: number) => ({ ...context, now: () => now, receivedAt: now });
  await expect(confirmCard(card.id, at(602_000))).rejects.toEqual(refused('cardExpired'));
  expect(await confirmCard(card.id, at(601_000))).toMatchObject({ type: 'done' });
});

test('a press that waited for two minutes is carried out, one that waited longer is not', async ({
  context,
}) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  await expect(confirmCard(card.id, { ...context, now: () => 120_001 })).rejects.toEqual(refused('tooLate'));
  expect(await confirmCard(card.id, { ...context, now: () => 120_000 })).toMatchObject({ type: 'done' });
});

test('what died between intent and outcome is finished by its own job, however late, in one story', async ({
  account,
  context,
}) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  account.faults.push(throttled());
  await expect(confirmCard(card.id, context)).rejects.toThrow('Rate exceeded');
  expect(await context.store.getIntent(card.id)).toMatchObject({ decision: 'make', jobId: 'job-1' });
  expect(await context.store.getOutcome(card.id)).toBeUndefined();
  const late = { ...context, now: () => 3_600_000 };
  expect(await confirmCard(card.id, late)).toMatchObject({ type: 'done', outcome: { result: 'applied' } });
  expect(await account.desiredCount()).toBe(5);
});

test('another press finishes it too, while the card can be used', async ({ account, context }) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  account.faults.push(throttled());
  await expect(confirmCard(card.id, context)).rejects.toThrow('Rate exceeded');
  const other = { ...context, jobId: 'job-2' };
  await expect(confirmCard(card.id, { ...other, now: () => 3_600_000 })).rejects.toEqual(refused('cardMade'));
  expect(await confirmCard(card.id, other)).toMatchObject({ type: 'done' });
});

test('the same job that comes again after the end answers from the record and changes nothing', async ({
  account,
  context,
}) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  const first = await confirmCard(card.id, context);
  account.faults.push(new ServiceError('InvalidParameterException', 'must not be asked again'));
  expect(await confirmCard(card.id, { ...context, now: () => 5000 })).toEqual(first);
  expect(account.faults).toHaveLength(1);
  // By now a later change may have a message of its own: this one's is not begun again.
  expect(account.told).toEqual([`begin ${card.id}`, 'end applied', 'end applied']);
  await expect(confirmCard(card.id, { ...context, jobId: 'job-2' })).rejects.toEqual(refused('cardMade'));
});

test('its message begins with the tasks that run at the press, not with those that ran when it was asked for', async ({
  context,
}) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  const { getCard } = context.store;
  const shown = { ...card, change: { ...scaleTo5, before: { desiredCount: 3, runningCount: 1 } } };
  const begun: Change[] = [];
  const story: ChangeContext['story'] = {
    ...context.story,
    begin: async ({ change }) => {
      begun.push(change);
      return { link: undefined };
    },
  };
  const store = { ...context.store, getCard: async (id: string) => (await getCard(id)) && shown };
  await confirmCard(card.id, { ...context, story, store });
  expect(begun).toMatchObject([{ before: { desiredCount: 3, runningCount: 3 } }]);
});

test('on its last try a change that AWS does not answer is told as unknown, one that it refuses as failed', async ({
  account,
  context,
}) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  account.faults.push(throttled());
  expect(await confirmCard(card.id, { ...context, lastTry: true })).toMatchObject({
    outcome: { result: 'unknown', reason: 'Rate exceeded' },
  });
  const other = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  account.faults.push(new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.'));
  expect(await confirmCard(other.id, context)).toMatchObject({ outcome: { result: 'failed' } });
  expect(account.told).toEqual([`begin ${card.id}`, 'end unknown', `begin ${other.id}`, 'end failed']);
});

test('a withdrawn card stays withdrawn, and a used one can not be withdrawn', async ({ context }) => {
  const card = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  await cancelCard(card.id, context);
  expect(await cancelCard(card.id, context)).toMatchObject({ card: { id: card.id } });
  await expect(confirmCard(card.id, context)).rejects.toEqual(refused('cardWithdrawn'));
  const used = await propose(scaleTo5, 'scale shop/web 5', typed(context));
  await confirmCard(used.id, context);
  await expect(cancelCard(used.id, context)).rejects.toEqual(refused('cardMade'));
  await expect(cancelCard(used.id, { ...context, userId: 'U0OTHER' })).rejects.toEqual(
    refused('cardOfAnother'),
  );
});
