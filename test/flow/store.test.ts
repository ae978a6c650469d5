import { expect, test } from 'vitest';
import { getRecord } from '../../src/store/get-record.ts';
import { putNew } from '../../src/store/put-new.ts';
import { putVersioned } from '../../src/store/put-versioned.ts';
import { startTaskEvents } from './task-events/start-task-events.ts';

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
