import { expect, test } from 'vitest';
import { loadEpisode } from '../../../src/store/episodes.ts';
import type { Deps } from '../../../src/task-events/deps.ts';
import { handleBatch } from '../../../src/task-events/handle-batch.ts';
import type { Send } from '../../../src/task-events/queue.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing } from '../../helpers/task-events.ts';

/** Sends that wait until the test lets them go, in the order that it wants; each tells what it carries. */
function heldSends(send: Send) {
  const held: { readonly text: string; readonly letGo: () => void }[] = [];
  const waiting: (() => void)[] = [];
  const slow: Send = async (place, message) => {
    await new Promise<void>((resolve) => {
      held.push({ text: message.text, letGo: resolve });
      for (const wake of waiting.splice(0)) wake();
    });
    return send(place, message);
  };
  const until = async (count: number) => {
    while (held.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { held, slow, until };
}

const batch = (...bodies: string[]) => ({
  Records: bodies.map((body, index) => ({ messageId: String(index), body }) as never),
});

test('while one sends, another only records and leaves a nudge; the one sends again what came meanwhile', async () => {
  const { world, clock, messages, nudges } = await startTaskEvents();
  const events = healing(clock.now());
  const { held, slow, until } = heldSends(world.send);
  const sender: Deps = { ...world, send: slow };

  const first = handleBatch(sender, batch(events.stopping));
  await until(1);
  const second = await handleBatch(sender, batch(events.pending));
  expect(second).toEqual({ batchItemFailures: [] });
  expect(held).toHaveLength(1);
  expect(nudges.map(({ at }) => at - clock.now())).toEqual([25_000]);

  held[0]?.letGo();
  await until(2);
  held[1]?.letGo();
  await first;
  expect(held.map(({ text }) => text)).toEqual([
    expect.stringContaining('No replacement runs yet'),
    expect.stringContaining('Its replacement is PENDING'),
  ]);
  const told = await messages();
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('PENDING');
});

test('who died while sending is followed by the next after the lease, as a second and last try', async () => {
  const { world, clock, messages, pass, deliver } = await startTaskEvents();
  const events = healing(clock.now());
  const { slow, until } = heldSends(world.send);
  void handleBatch({ ...world, send: slow }, batch(events.stopping));
  await until(1);
  await pass(24_000);
  await deliver(events.pending);
  expect(await messages()).toEqual([]);
  await pass(2000);
  expect((await messages()).map(({ text }) => text)).toEqual([expect.stringContaining('PENDING')]);
  const record = await loadEpisode(world.table, { cluster: 'shop', service: 'web' });
  expect(record?.deliveries).toMatchObject([{ tries: 2 }]);
});

test('many at once, in any order: one message, and it shows the newest state', async () => {
  const { world, clock, messages, pass } = await startTaskEvents();
  const { stopping, pending, stopped, running } = healing(clock.now());
  const events = [running, stopping, stopped, pending, stopping, running];
  const results = await Promise.all(events.map((event) => handleBatch(world, batch(event))));
  expect(results).toEqual(events.map(() => ({ batchItemFailures: [] })));
  await pass(120_000);
  const told = await messages();
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('healed in 38 s');
});

test('a record that is sent is loaded once, before', async () => {
  const { world, clock, requests } = await startTaskEvents();
  const events = healing(clock.now());
  const { held, slow, until } = heldSends(world.send);
  const reads = () => requests.filter((action) => action === 'GetItem').length;
  const first = handleBatch({ ...world, send: slow }, batch(events.stopping));
  await until(1);
  // Of a target that nothing is known of, what version 0.1 may have stored is looked for too; the third one is the budget's.
  expect(reads()).toBe(3);
  held[0]?.letGo();
  await first;
  expect(reads()).toBe(3);
});
