import { expect, test } from 'vitest';
import { merge } from '../../../src/episodes/merge.ts';
import { newDelivery, newRecord } from '../../../src/episodes/record.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { loadEpisode, saveEpisode } from '../../../src/store/episodes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { type TestTask, taskEvent } from '../../helpers/task-events.ts';

const minute = 60_000;
const exited = { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' };
const family = { cluster: 'shop', family: 'import-prices' } as const;

/** The end of a standalone task. */
function ended(index: number, at: number, more: Partial<TestTask> = {}): string {
  return taskEvent(
    {
      id: index.toString(16).padStart(12, '0').padEnd(32, 'f'),
      version: 7,
      at,
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      startedAt: at - minute,
      stoppingAt: at,
      stoppedAt: at,
      taskDefinition: 'import-prices:3',
      ...exited,
      exitCode: 1,
      ...more,
    },
    'family:import-prices',
  );
}

test('ten failures of one family in ten minutes are one message, by its name and with Mute', async () => {
  const { world, clock, deliver, pass, messages } = await startTaskEvents();
  for (let index = 0; index < 10; index += 1) {
    await deliver(ended(index, clock.now()));
    await pass(minute);
  }
  const [message, ...more] = await messages();
  expect(more).toEqual([]);
  expect(message?.text).toBe(
    '`shop/import-prices`: 10 standalone tasks failed. Why: it ended with exit code 1',
  );
  const blocks = JSON.stringify(message?.blocks);
  expect(blocks).toContain('mute shop/import-prices 2h');
  expect(blocks).toContain('why shop/import-prices');
  expect(blocks).not.toContain('Watched');

  await pass(20 * minute);
  expect((await loadEpisode(world.table, family))?.episode.phase).toBe('closed');
  await deliver(ended(99, clock.now()));
  await pass(minute);
  expect((await messages()).length).toBe(2);
});

test.each([1, 30])(
  'a job that ends well each minute or two keeps no failure open (%i at once)',
  async (jobs) => {
    const { clock, deliver, pass, messages } = await startTaskEvents();
    const id = (index: number) => ({ id: index.toString(16).padStart(12, '0').padEnd(32, 'f') });
    await deliver(ended(0, clock.now(), id(0)));
    for (let round = 1; round <= 20; round += 1) {
      await pass(2 * minute);
      const well = Array.from({ length: jobs }, (_, index) =>
        ended(0, clock.now(), { ...id(100 * round + index), exitCode: 0 }),
      );
      await deliver(...well);
    }
    expect(await messages()).toHaveLength(1);
    await deliver(ended(0, clock.now(), id(1)));
    await pass(minute);
    expect(await messages()).toHaveLength(2);
  },
);

test('jobs that all end well are a message an hour where everything is told, and none is open for days', async () => {
  const { world, slack, clock, deliver, pass, messages } = await startTaskEvents();
  const watch = { pattern: 'shop/*', level: 'all', setBy: 'U1', setAt: 0 } as const;
  await world.settings.putWatch({ ...watch, channel: slack.ids.ops });
  for (let index = 1; index <= 36; index += 1) {
    await deliver(ended(index, clock.now(), { exitCode: 0 }));
    await pass(5 * minute);
  }
  await pass(20 * minute);
  const texts = (await messages()).map(({ text }) => text);
  expect(texts.length).toBe(3);
  const counts = texts.map((text) => Number(/: (\d+) standalone tasks ended/.exec(text)?.[1]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(36);
  expect((await loadEpisode(world.table, family))?.episode.phase).toBe('closed');
});

test('a failure that is told half an hour late is told all the same', async () => {
  const { clock, deliver, pass, messages } = await startTaskEvents();
  await deliver(ended(0, clock.now() - 30 * minute));
  await pass(minute);
  expect(await messages()).toHaveLength(1);
});

test('other families have messages of their own; what ends well is told to nobody who wants problems alone', async () => {
  const { clock, deliver, pass, messages } = await startTaskEvents();
  const at = clock.now();
  await deliver(
    ended(1, at),
    ended(2, at, { taskDefinition: 'send-mails:1' }),
    ended(3, at, { taskDefinition: 'clean-up:9', exitCode: 0 }),
  );
  await pass(10_000);
  expect((await messages()).map(({ text }) => text).sort()).toEqual([
    '`shop/import-prices`: a standalone task failed. Why: it ended with exit code 1',
    '`shop/send-mails`: a standalone task failed. Why: it ended with exit code 1',
  ]);
});

test('among many that ended well the failures are told', async () => {
  const { world, slack, clock, deliver, pass, messages } = await startTaskEvents();
  const watch = { pattern: 'shop/import-prices', level: 'all', setBy: 'U1', setAt: 0 } as const;
  await world.settings.putWatch({ ...watch, channel: slack.ids.ops });
  for (let index = 0; index < 40; index += 1) {
    await deliver(ended(index, clock.now(), { exitCode: index % 10 === 0 ? 3 : 0 }));
    await pass(1000);
  }
  await pass(2 * minute);
  const told = await messages();
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('4 standalone tasks failed. Why: it ended with exit code 3');
  expect(JSON.stringify(told[0]?.blocks)).not.toContain('◌ `00000001`');
});

test('a mute of the family holds it back', async () => {
  const { world, slack, clock, deliver, pass, messages } = await startTaskEvents();
  const mute = { channel: slack.ids.ops, pattern: 'shop/import-prices', setBy: 'U1', setAt: clock.now() };
  await world.settings.putMute({ ...mute, until: clock.now() + 60 * minute });
  await pass(11_000);
  await deliver(ended(1, clock.now()));
  await pass(minute);
  expect(await messages()).toEqual([]);
});

test('what of the family runs meanwhile keeps nothing open and is no part of it', async () => {
  const { world, clock, deliver, pass } = await startTaskEvents();
  const at = clock.now();
  const running = { id: 'b'.repeat(32), version: 4, at, startedAt: at, lastStatus: 'RUNNING' } as const;
  await deliver(
    ended(1, at),
    taskEvent({ ...running, taskDefinition: 'import-prices:3' }, 'family:import-prices'),
  );
  await pass(20 * minute);
  const record = await loadEpisode(world.table, family);
  expect(record?.episode.phase).toBe('closed');
  expect(Object.keys(record?.episode.facts.tasks ?? {})).toHaveLength(1);
});

test.each<[string, NonNullable<TestTask['containers']>, string | undefined]>([
  [
    'a job that ended well before its agent obeyed',
    [
      { name: 'job', exitCode: 0 },
      { name: 'agent', exitCode: 143 },
    ],
    undefined,
  ],
  [
    'a job that ended well before its agent was killed',
    [
      { name: 'job', exitCode: 0 },
      { name: 'agent', exitCode: 137 },
    ],
    undefined,
  ],
  [
    'a job that ended well, its agent not',
    [
      { name: 'agent', exitCode: 2 },
      { name: 'job', exitCode: 0 },
    ],
    undefined,
  ],
  [
    'a job that failed',
    [
      { name: 'agent', exitCode: 0 },
      { name: 'job', exitCode: 4 },
    ],
    'exit code 4',
  ],
  [
    'a job that was killed',
    [
      { name: 'agent', exitCode: 0 },
      { name: 'job', exitCode: 137 },
    ],
    'it was killed',
  ],
])('%s', async (_, containers, why) => {
  const { ecs, clock, deliver, pass, messages } = await startTaskEvents();
  ecs.containers['import-prices:3'] = [
    { name: 'agent', essential: false },
    { name: 'job', essential: true },
  ];
  await deliver(ended(1, clock.now(), { containers }));
  await pass(10_000);
  const told = await messages();
  expect(told).toHaveLength(why === undefined ? 0 : 1);
  if (why !== undefined) expect(told[0]?.text).toContain(why);
  expect(ecs.asked.filter((action) => action === 'DescribeTaskDefinition')).toHaveLength(1);
});

test('an episode of one task, as version 0.1 wrote it, is closed and brought to its end', async () => {
  const { world, slack, clock, pass, messages, deliver } = await startTaskEvents();
  const target = { cluster: 'shop', task: 'a'.repeat(32) };
  const at = clock.now();
  const fresh = newRecord(target);
  const episode = merge(fresh.episode, [
    {
      kind: 'task',
      id: target.task,
      version: 7,
      updatedAt: at,
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      taskDefinition: 'import-prices:3',
      stoppingAt: at,
      stoppedAt: at,
      ...exited,
      exit: { container: 'job', code: 1 },
    },
  ]);
  expect(tellEpisode(episode)).toMatchObject({ kind: 'standalone', isProblem: true });
  const deliveries = [{ ...newDelivery(slack.ids.ops), pending: true }];
  await saveEpisode(world.table, { ...fresh, episode, deliveries, freshAt: at }, at);
  await deliver(JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Nudge', detail: { target } }));
  await pass(5 * minute);
  expect((await messages()).map(({ text }) => text)).toEqual([
    `\`shop/${target.task}\`: a standalone task failed. Why: it ended with exit code 1`,
  ]);
  expect((await loadEpisode(world.table, target))?.episode.phase).toBe('closed');
});
