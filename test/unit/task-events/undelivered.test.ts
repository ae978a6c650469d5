import { expect, test } from 'vitest';
import { loadEpisode } from '../../../src/store/episodes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing } from '../../helpers/task-events.ts';

test('a channel that is closed to the bot: the message waits in the dead-letter queue, and is sent when redriven', async () => {
  const { slack, clock, deliver, pass, messages, deadLetters } = await startTaskEvents();
  slack.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'not_in_channel', calls: 3 });
  const { stopping, pending } = healing(clock.now());
  await deliver(stopping);
  await deliver(pending);
  await pass(2000);
  expect(deadLetters).toHaveLength(1);
  expect(await messages()).toEqual([]);

  // Redriven too early, it comes back.
  await deliver(deadLetters[0]!);
  expect(deadLetters).toHaveLength(2);
  slack.faults.clear();
  await pass(2000);
  await deliver(deadLetters[1]!);
  await deliver(deadLetters[0]!);
  await pass(5000);
  expect((await messages()).map(({ text }) => text)).toEqual([expect.stringContaining('PENDING')]);
});

test('when its episode is over and another has come, the state that was to be shown is sent', async () => {
  const { slack, clock, deliver, pass, messages, deadLetters, world } = await startTaskEvents();
  slack.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'is_archived' });
  const first = healing(clock.now());
  await deliver(first.stopping, first.pending, first.stopped, first.running);
  await pass(3_600_000);
  const second = healing(clock.now());
  await deliver(second.stopping.replaceAll(second.dead, 'd'.repeat(32)));
  expect((await loadEpisode(world.table, { cluster: 'shop', service: 'web' }))?.episode.number).toBe(2);
  expect(await messages()).toHaveLength(1);
  slack.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'is_archived' });
  expect((await deliver(deadLetters[0]!)).batchItemFailures).toHaveLength(1);
  await pass(1000);
  await deliver(deadLetters[0]!);
  await pass(1000);
  await deliver(deadLetters[0]!);
  const told = await messages();
  expect(told).toHaveLength(2);
  expect(told[1]?.text).toContain('healed in 38 s');
});

test('after an hour without Slack it waits in the dead-letter queue, and nobody asks any more', async () => {
  const { slack, clock, deliver, pass, messages, deadLetters, nudges } = await startTaskEvents();
  slack.faults.add({ method: '*', kind: 'server_error', calls: 1000 });
  const { stopping, pending, stopped, running } = healing(clock.now());
  await deliver(stopping, pending, stopped, running);
  await pass(50 * 60_000);
  expect(deadLetters).toEqual([]);
  await pass(30 * 60_000);
  expect(deadLetters).toHaveLength(1);
  expect(nudges).toEqual([]);
  slack.faults.clear();
  await deliver(deadLetters[0]!);
  await pass(5000);
  expect((await messages()).map(({ text }) => text)).toEqual([expect.stringContaining('Steady again')]);
});

test('a 429 makes everybody wait, not only the message that met it', async () => {
  const { slack, clock, deliver, pass, messages } = await startTaskEvents();
  const { stopping } = healing(clock.now());
  slack.faults.add({ method: 'chat.postMessage', kind: 'rate_limited', retryAfter: 20 });
  await deliver(stopping);
  await deliver(stopping.replaceAll('service:web', 'service:api'));
  await pass(19_000);
  expect(await messages()).toEqual([]);
  await pass(5000);
  expect(await messages()).toHaveLength(2);
});
