import { expect, test } from 'vitest';
import { getRecord, putNew, putVersioned } from '../../../src/store/table.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

const key = { pk: 'service#shop/web', sk: 'episode' };

test('of two who save over the same version only one does, and nothing of the other is written', async () => {
  const { table } = (await startTaskEvents()).world;
  expect(await putVersioned(table, { ...key, by: 'first' }, 0)).toBe(true);
  expect(await putVersioned(table, { ...key, by: 'another first' }, 0)).toBe(false);
  expect(await putVersioned(table, { ...key, by: 'second' }, 1)).toBe(true);
  expect(await putVersioned(table, { ...key, by: 'another second' }, 1)).toBe(false);
  expect(await getRecord(table, key.pk, key.sk)).toEqual({ ...key, by: 'second', version: 2 });
});

test('a record that is written once stays as it is', async () => {
  const { table } = (await startTaskEvents()).world;
  expect(await putNew(table, { ...key, by: 'first' })).toBe(true);
  expect(await putNew(table, { ...key, by: 'second' })).toBe(false);
  expect(await getRecord(table, key.pk, key.sk)).toEqual({ ...key, by: 'first' });
});

test('a mute counts over a thousand messages with the longest names, each once, and ends with their number', async () => {
  const { world, slack, clock, pass, messages } = await startTaskEvents();
  const { settings, table } = world;
  const mute = { channel: slack.ids.ops, pattern: '*', until: clock.now() + 60_000, setBy: 'U1', setAt: 0 };
  await settings.putMute(mute);
  const name = (index: number) => `${'c'.repeat(255)}/${'s'.repeat(250)}${index} 1`;
  const names = Array.from({ length: 1100 }, (_, index) => name(index % 1050));
  const held = { ...mute, suppressed: 0 };
  for (let from = 0; from < names.length; from += 50) {
    await Promise.all(names.slice(from, from + 50).map((each) => settings.countSuppressed(held, each)));
  }
  expect((await settings.load()).mutes).toEqual([{ ...mute, suppressed: 1050 }]);
  // An item of the table holds 400 KB, and a mute counts 5,000 at most.
  const item = await getRecord<{ held: ReadonlySet<string> }>(
    table,
    'settings#all',
    `mute ${mute.channel} *`,
  );
  const bytes = [...(item?.held ?? [])].reduce((sum, id) => sum + id.length, 0);
  expect((5000 * bytes) / 1050).toBeLessThan(300_000);

  await pass(120_000);
  expect((await messages())[0]?.text).toContain('1050 messages were suppressed');
  expect((await settings.load()).mutes).toEqual([]);
  await settings.putMute(mute);
  await settings.countSuppressed(held, name(1));
  expect(await settings.deleteMute(mute)).toEqual({ ...mute, suppressed: 1 });
  await settings.countSuppressed(held, name(2));
  expect((await settings.load()).mutes).toEqual([]);
});
