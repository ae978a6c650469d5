import { expect, test } from 'vitest';
import { settingsStore } from '../../../src/store/settings.ts';
import { moveSettings } from '../../../src/store/settings-move.ts';
import { getRecord, putRecord, queryAll, type Table } from '../../../src/store/table.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

const by = { channel: 'C1', setBy: 'U1', setAt: 5 };
const watch = { ...by, pattern: 'shop/*', level: 'all' } as const;
const mute = { ...by, pattern: 'shop/web', until: 1000 };
const language = { ...by, language: 'ja' } as const;
const held = new Set(['one', 'two']);

/** A table as version 0.1 left it. */
async function startOld() {
  const { world, requests } = await startTaskEvents();
  const { table } = world;
  await putRecord(table, { pk: 'watch#all', sk: 'C1 shop/*', value: watch });
  const rest = { value: mute, held, expiresAt: 700 };
  await putRecord(table, { pk: 'mute#all', sk: 'C1 shop/web', ...rest });
  await putRecord(table, { pk: 'language#all', sk: 'C1', value: language });
  return { table, requests };
}

const old = {
  watches: [watch],
  mutes: [{ ...mute, suppressed: 2 }],
  languages: [language],
  freezes: [],
};

/** The table, over which something happens before each request of a kind. */
function interrupted(table: Table, kind: string, happens: () => Promise<unknown>): Table {
  const send = async (command: object) => {
    if (command.constructor.name === kind) await happens();
    return table.client.send(command as never);
  };
  return { ...table, client: { send } as never };
}

test('what version 0.1 set is read, and moved once', async () => {
  const { table, requests } = await startOld();
  expect(await settingsStore(table).load()).toEqual(old);
  const before = requests.length;
  expect(await settingsStore(table).load()).toEqual(old);
  expect(requests.slice(before)).toEqual(['Query']);
});

test('a language is found, and a watch deleted for good, also by who has loaded nothing', async () => {
  const { table } = await startOld();
  expect(await settingsStore(table).getLanguage('C1')).toEqual(language);
  const other = (await startOld()).table;
  expect(await settingsStore(other).deleteWatch('C1', 'shop/*')).toBe(true);
  expect((await settingsStore(other).load()).watches).toEqual([]);
});

test('a mute keeps what it held back, and when it expires; the old records stay for a rollback', async () => {
  const { table } = await startOld();
  await settingsStore(table).load();
  const moved = await getRecord(table, 'settings#all', 'mute C1 shop/web');
  expect(moved).toMatchObject({ held, expiresAt: 700 });
  expect(await queryAll(table, 'mute#all')).toMatchObject([{ held, expiresAt: 700 }]);
});

test('what was set since is not written over', async () => {
  const { table } = await startOld();
  const store = settingsStore(table);
  await store.putWatch({ ...watch, level: 'none' });
  await store.putLanguage({ ...language, language: 'en' });
  const { watches, languages } = await store.load();
  expect({ watches, languages }).toEqual({
    watches: [{ ...watch, level: 'none' }],
    languages: [{ ...language, language: 'en' }],
  });
});

test('two functions that move at the same time do no harm, nor one that is late', async () => {
  const { table } = await startOld();
  const [one, other] = await Promise.all([settingsStore(table).load(), settingsStore(table).load()]);
  expect([one, other]).toEqual([old, old]);
  const changed = { ...mute, until: 2000 };
  await settingsStore(table).putMute(changed);
  await settingsStore(table).countSuppressed({ ...changed, suppressed: 0 }, 'a message');
  await moveSettings(table);
  expect((await settingsStore(table).load()).mutes).toEqual([{ ...changed, suppressed: 1 }]);
});

test('who dies before all is moved has not noted that it is', async () => {
  const { table } = await startOld();
  let puts = 0;
  const dying = interrupted(table, 'PutCommand', async () => {
    puts += 1;
    if (puts === 2) throw new Error('died');
  });
  await expect(settingsStore(dying).load()).rejects.toThrow('died');
  expect(await settingsStore(table).load()).toEqual(old);
});
