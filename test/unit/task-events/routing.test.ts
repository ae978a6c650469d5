import { expect, test } from 'vitest';
import { loadEpisode } from '../../../src/store/episodes.ts';
import { queueMuteEnd } from '../../../src/task-events/queue.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing } from '../../helpers/task-events.ts';

type Started = Awaited<ReturnType<typeof startTaskEvents>>;

const hour = 3_600_000;

async function mute({ world, clock }: Started, pattern: string, channel: string, ms: number): Promise<void> {
  const until = clock.now() + ms;
  await world.settings.putMute({ channel, pattern, until, setBy: 'U1', setAt: clock.now() });
  await queueMuteEnd(world.queue, ms);
}

test('a message in each channel that watches, each brought to the same end; the default channel hears nothing', async () => {
  const started = await startTaskEvents();
  const { world, slack, clock, deliver, pass, messages } = started;
  const { ops, general } = slack.ids;
  const watch = { pattern: 'shop/*', level: 'problems', setBy: 'U1', setAt: 0 } as const;
  await world.settings.putWatch({ ...watch, channel: ops });
  await world.settings.putWatch({ ...watch, channel: general });
  const { stopping, pending, stopped, running } = healing(clock.now());
  slack.faults.add({ method: 'chat.postMessage', kind: 'server_error' });
  await deliver(stopping);
  expect(await messages()).toHaveLength(1);
  await pass(10_000);
  expect((await messages()).map(({ channel }) => channel).sort()).toEqual([ops, general].sort());
  await deliver(pending, stopped, running);
  await pass(180_000);
  const told = await messages();
  expect(told).toHaveLength(2);
  for (const { text } of told) expect(text).toContain('healed in 38 s. Steady again');
});

test('a tag sends it to its channel; the tags of an episode are asked once', async () => {
  const { slack, clock, deliver, pass, messages, ecs } = await startTaskEvents();
  ecs.clusterTags = { 'ecs-bot:channel': slack.ids.general };
  const { stopping, pending } = healing(clock.now());
  await deliver(stopping);
  await deliver(pending);
  await pass(10_000);
  expect((await messages()).map(({ channel }) => channel)).toEqual([slack.ids.general]);
  expect(ecs.asked.filter((action) => action === 'DescribeServices')).toHaveLength(1);
});

test('`none` by a tag: nothing is said, and the episode closes all the same', async () => {
  const { world, clock, deliver, pass, messages, ecs } = await startTaskEvents();
  ecs.tags = { 'ecs-bot:notify': 'none' };
  const { stopping, pending, stopped, running } = healing(clock.now());
  await deliver(stopping, pending, stopped, running);
  await pass(180_000);
  expect(await messages()).toEqual([]);
  expect((await loadEpisode(world.table, { cluster: 'shop', service: 'web' }))?.episode.phase).toBe('closed');
});

test('a mute holds back, counts once, and says so when it ends', async () => {
  const started = await startTaskEvents();
  const { slack, clock, deliver, pass, messages, world } = started;
  await mute(started, 'shop/*', slack.ids.ops, 2 * hour);
  await pass(1000);
  const { stopping, pending, stopped, running } = healing(clock.now());
  await deliver(stopping);
  await deliver(pending);
  await deliver(stopped, running);
  await pass(2 * hour - 3000);
  expect(await messages()).toEqual([]);
  await pass(3000);
  expect((await messages()).map(({ text }) => text)).toEqual([
    ':bell: The mute of `shop/*` in this channel has ended. 1 message was suppressed; if the trouble lasts, it is posted now.',
  ]);
  expect((await world.settings.load()).mutes).toEqual([]);
  await pass(hour);
  expect(await messages()).toHaveLength(1);
}, 90_000);

test('what still lasts when a mute ends is told then; what was told before goes on', async () => {
  const started = await startTaskEvents();
  const { slack, clock, deliver, pass, messages, ecs } = started;
  const first = healing(clock.now());
  ecs.runningCount = 2;
  await deliver(first.stopping);
  await mute(started, 'shop/web', slack.ids.ops, hour);
  await pass(15_000);
  await deliver(first.pending);
  await pass(5000);
  expect((await messages())[0]?.text).toContain('PENDING');

  await mute(started, 'shop/api', slack.ids.ops, 10 * 60_000);
  await pass(15_000);
  await deliver(healing(clock.now()).stopping.replaceAll('service:web', 'service:api'));
  await pass(9 * 60_000);
  expect(await messages()).toHaveLength(1);
  await pass(3 * 60_000);
  await deliver('{"source":"ecs-ops-bot","detail-type":"Sweep","detail":{}}');
  await pass(5000);
  const texts = (await messages()).map(({ text }) => text);
  expect(texts.slice(1)).toEqual([
    expect.stringContaining('The mute of `shop/api` in this channel has ended. 1 message was suppressed'),
    expect.stringContaining('`shop/api`: a task stopped'),
  ]);
});

test('the end of a mute whose nudge got lost is told by the sweep, once', async () => {
  const started = await startTaskEvents();
  const { slack, clock, deliver, messages, nudges } = started;
  await mute(started, 'shop/*', slack.ids.ops, hour);
  nudges.length = 0;
  clock.pass(hour);
  slack.faults.add({ method: 'chat.postMessage', kind: 'server_error' });
  const sweep = '{"source":"ecs-ops-bot","detail-type":"Sweep","detail":{}}';
  expect((await deliver(sweep)).batchItemFailures).toHaveLength(1);
  await Promise.all([deliver(sweep), deliver(sweep)]);
  await deliver(sweep);
  expect(await messages()).toHaveLength(1);
});
