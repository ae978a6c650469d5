import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { propose } from '../../../src/changes/propose.ts';
import { asked, clock, context, count, run, shareTimers } from '../../helpers/timers.ts';

shareTimers();

test('a delivery that a second one of its job has overtaken sets nothing over the next change', async () => {
  const given = { ...context, receivedAt: clock.now };
  const card = await propose(await asked('scale shop/web 6'), 'a line', { ...given, jobId: 'typed-late' });
  const press = { ...given, jobId: 'press-late' };
  let isOvertaken = false;
  const putIntent: ChangeContext['store']['putIntent'] = async (intent) => {
    if (!isOvertaken) {
      isOvertaken = true;
      await confirmCard(card.id, press);
      clock.now += 1000;
      await run('scale shop/web 8');
    }
    return context.store.putIntent(intent);
  };
  const confirmed = await confirmCard(card.id, { ...press, store: { ...context.store, putIntent } });
  expect(confirmed).toMatchObject({ type: 'done', outcome: { result: 'applied' } });
  expect(await count()).toBe(8);
});

test('a delivery whose press was refused in another one sets nothing, though it would be possible by now', async () => {
  const given = { ...context, receivedAt: clock.now };
  const card = await propose(await asked('scale shop/web 5'), 'a line', {
    ...given,
    jobId: 'typed-refused',
  });
  const before = await count();
  const jobId = 'press-refused';
  const refused = {
    userId: given.userId,
    channelId: given.channelId,
    line: 'a line',
    why: 'targetBusy',
    jobId,
  };
  const getRefused: ChangeContext['store']['getRefused'] = async (id) =>
    id === jobId ? { ...refused, at: new Date(clock.now).toISOString() } : undefined;
  const press = confirmCard(card.id, { ...given, jobId, store: { ...context.store, getRefused } });
  await expect(press).rejects.toMatchObject({ reason: { why: 'refusedBefore', because: 'targetBusy' } });
  expect(await count()).toBe(before);
});

test('a delivery whose press was answered with a new card in another one changes nothing, though the old card fits again, and does not show on the new one', async () => {
  const given = { ...context, receivedAt: clock.now };
  const setWeb = (desiredCount: number) =>
    context.clients.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount }));
  const card = await propose(await asked('scale shop/web 6'), 'a line', { ...given, jobId: 'typed-stale' });
  await setWeb(4);
  const shown: string[] = [];
  const acknowledge = async ({ id }: { readonly id: string }) => void shown.push(id);
  const press = { ...given, jobId: 'press-stale', acknowledge };
  expect(await confirmCard(card.id, press)).toMatchObject({ type: 'stale' });
  const next = await propose(await asked('scale shop/web 6'), 'a line', press);
  await setWeb(3);
  expect(await confirmCard(card.id, press)).toEqual({ type: 'stale', card });
  expect(await count()).toBe(3);
  expect(shown).toEqual([card.id]);
  await setWeb(4);
  const pressedNext = await confirmCard(next.id, { ...press, jobId: 'press-next' });
  expect(pressedNext).toMatchObject({ type: 'done', outcome: { result: 'applied' } });
});
