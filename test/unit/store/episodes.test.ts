import { expect, test } from 'vitest';
import { newRecord } from '../../../src/episodes/record.ts';
import { changeRecord, loadEpisode, saveEpisode } from '../../../src/store/episodes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

const target = { cluster: 'shop', service: 'web' };

async function started() {
  const { world, requests } = await startTaskEvents();
  const save = async (lookAt: number, over = newRecord(target)) => {
    const saved = await saveEpisode(world.table, { ...over, lookAt }, world.now());
    if (saved === undefined) throw new Error('somebody else saved it');
    return saved;
  };
  return { world, save, reads: () => requests.filter((action) => action === 'GetItem').length };
}

test('a change begins with what its caller has just saved, and loads nothing', async () => {
  const { world, save, reads } = await started();
  const known = await save(1);
  const changed = await changeRecord(world, target, (record) => ({ ...record, nudgeAt: 5 }), known);
  expect(changed).toMatchObject({ version: 2, lookAt: 1, nudgeAt: 5 });
  expect(reads()).toBe(0);
  expect(await loadEpisode(world.table, target)).toEqual(changed);
});

test('a change over what somebody else has saved since is made again over theirs', async () => {
  const { world, save } = await started();
  const known = await save(1);
  await save(2, known);
  const changed = await changeRecord(world, target, (record) => ({ ...record, nudgeAt: 5 }), known);
  expect(changed).toMatchObject({ version: 3, lookAt: 2, nudgeAt: 5 });
  expect(await loadEpisode(world.table, target)).toEqual(changed);
});

test('where nothing is to be saved over the known record, it is loaded: it may be old', async () => {
  const { world, save } = await started();
  const known = await save(1);
  const newer = await save(2, known);
  expect(await changeRecord(world, target, (record) => record, known)).toEqual(newer);
});
