import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { loadEpisode, saveEpisode } from '../../../src/store/episodes.ts';
import { getRecord, queryOpen } from '../../../src/store/table.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

const target = { cluster: 'shop', service: 'web' };
const asked = { changeId: 'c1', askedBy: 'U1', askedAt: '2026-01-05T10:00:00.000Z' };
const before = { desiredCount: 3, runningCount: 3 };
const record = startEpisode({
  target,
  channel: 'C1',
  cause: { ...asked, type: 'scale', before, after: { desiredCount: 5 } },
});

test('an episode is loaded as it was saved', async () => {
  const { world } = await startTaskEvents();
  const saved = await saveEpisode(world.table, record, world.now());
  expect(await loadEpisode(world.table, target)).toEqual(saved);
});

test('an episode that an earlier version stored is moved, also by two at once, and goes on', async () => {
  const { world } = await startTaskEvents();
  const { version: _, ...stored } = record;
  const { startedAfter: border, ...episode } = stored.episode;
  const Item = {
    pk: 'service#shop/web',
    sk: 'episode',
    open: 'open',
    version: 3,
    record: { ...stored, episode: { ...episode, border } },
  };
  const { client, name } = world.table;
  await client.send(new PutCommand({ TableName: name, Item }));
  const [loaded, other] = await Promise.all([1, 2].map(() => loadEpisode(world.table, target)));
  expect([loaded, other]).toEqual([
    { ...record, version: 3 },
    { ...record, version: 3 },
  ]);
  if (loaded === undefined) return;
  expect((await saveEpisode(world.table, loaded, world.now()))?.version).toBe(4);
  expect(await saveEpisode(world.table, loaded, world.now())).toBeUndefined();
  expect(await loadEpisode(world.table, target)).toEqual({ ...record, version: 4 });
  // Version 0.1 can't read what this one stores: after a rollback it finds nothing, and the sweep nothing twice.
  expect(await getRecord(world.table, Item.pk, Item.sk)).toBeUndefined();
  expect(await queryOpen(world.table, 'open')).toEqual([Item.pk]);
});
