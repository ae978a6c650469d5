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

// As DynamoDB holds it. Whoever changes the record that it was compressed against, or how, can't read what is stored.
test.each([
  [
    'by this version',
    'deflated',
    [
      'ePkjBYrJqyY0glqckV9A+dipuRHOsVOoBMrYKfp4Kcaw4SBt7wzFdhlaY6oW++h0siHq+LQhlUejjdGLKWPco9GmtbhadJgNMKwVJP7CyxBReB',
      'ngL7wMCBZeSCUTvtKIcK5H5BNorkfO6Qa1AP1rOT4=',
    ],
  ],
  [
    'by the first builds of 0.2',
    'packed',
    [
      'G8YDIIzUVnmiBA8jJOmEkOyq+qkP2Yc6sKc2xydTh6XPqk1f4hiURQj3u7cHpJSuiGtC4WJtiHEmEYGYOopDo35+k5bQUjhcnH9Z0g1fNPETUR',
      'vg4Z5QbgFP3XDYusM4xCx0ML0nrG+rwU1lVCyYSBHV0HXU4vDn2wWXGWUcO3HYU8kMPJaGWOO5+nfXx51V2+AfHn2j3wAO7pqMIPZODetnlGzQ',
      'UmJ708OnYpzQk4KyIoVpY/th9bQ7vvd6uC1EYZXGv9sdj1ddqpOrPzNo31uHPaT4hi8J86VrwdYQMGS1d9rPqjfU25UrZi7fM1KRxKtlQpC1BQ',
      'DtCCZgXy9rVo4jsnvhfdu/Q543qHfyXjgSD5jOg30IcuetEYd6vd0FYywHvgt6CU9iNWLeth50B+qGuI3dxOEEYQBYAdaE8A7SZRPeAAe+vgN0',
      'fnpa3zgcb0WRTQUi3nv5zxnY2/jmFItSEyooGgQDFG5tqGLnDw==',
    ],
  ],
])('an episode that was stored %s is read', async (_, attribute, base64) => {
  const { world } = await startTaskEvents();
  const stored = Buffer.from(base64.join(''), 'base64');
  const Item = { pk: 'service#shop/web', sk: 'packed episode', version: 1, [attribute]: stored };
  await world.table.client.send(new PutCommand({ TableName: world.table.name, Item }));
  expect(await loadEpisode(world.table, target)).toEqual({ ...record, version: 1 });
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
