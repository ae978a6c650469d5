import { expect, test } from 'vitest';
import { settingsStore } from '../../../src/store/settings.ts';
import { putRecord } from '../../../src/store/table.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

const freeze = {
  pattern: 'shop/*',
  reason: 'sale',
  setBy: 'U1',
  channel: 'C1',
  since: 1000,
  setAt: 1000,
  until: 5000,
};

async function start() {
  const { table } = (await startTaskEvents()).world;
  return {
    table,
    store: settingsStore(table),
    freezes: async () => (await settingsStore(table).load()).freezes,
  };
}

test('a pattern has one freeze: the one that was set last, in whatever order they are written', async () => {
  const { store, freezes } = await start();
  const later = { ...freeze, setAt: 2000, until: 9000 };
  await store.putFreeze(later);
  await store.putFreeze(freeze);
  expect(await freezes()).toEqual([later]);
  await store.putFreeze(later);
  expect(await freezes()).toEqual([later]);
  await store.putFreeze({ ...freeze, pattern: 'shop/web' });
  expect(await freezes()).toHaveLength(2);
});

test('the end of a freeze does not end the one that was set since', async () => {
  const { store, freezes } = await start();
  const later = { ...freeze, setAt: 2000 };
  await store.putFreeze(later);
  expect(await store.deleteFreeze(freeze)).toBe(false);
  expect(await freezes()).toEqual([later]);
  expect(await store.deleteFreeze(later)).toBe(true);
  expect(await store.deleteFreeze(later)).toBe(false);
  expect(await freezes()).toEqual([]);
});

test.each<[string, object]>([
  ['nothing', {}],
  ['a text', { value: 'frozen' }],
  ['no end', { value: { ...freeze, until: undefined } }],
  ['an end that is no number', { value: { ...freeze, until: 'Monday' } }],
  ['another pattern', { value: { ...freeze, pattern: 'other/*' } }],
])(
  'a record with %s counts as a freeze without an end, until somebody ends it or sets it anew',
  async (_, content) => {
    const { table, store, freezes } = await start();
    const record = { pk: 'settings#all', sk: 'freeze shop/*', ...JSON.parse(JSON.stringify(content)) };
    await putRecord(table, record);
    const unread = { pattern: 'shop/*', reason: '', setBy: '', channel: '', since: 0, setAt: 0 };
    expect(await freezes()).toEqual([unread]);
    expect(await store.deleteFreeze(unread)).toBe(true);
    expect(await freezes()).toEqual([]);
    await putRecord(table, record);
    await store.putFreeze({ ...freeze, setAt: 1e12 });
    expect(await freezes()).toEqual([{ ...freeze, setAt: 1e12 }]);
  },
);
