import { expect, test } from 'vitest';
import { loadEpisode } from '../../../src/store/episodes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing, taskEvent } from '../../helpers/task-events.ts';

test('events twice and in any order end in the same one message', async () => {
  const { deliver, pass, messages, clock } = await startTaskEvents();
  const { running, stopped, pending, stopping } = healing(clock.now());
  await pass(60_000);
  await deliver(running, stopped);
  await deliver(pending, running, stopping);
  await pass(120_000);
  const told = await messages();
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('healed in 38 s. Steady again');
});

test('a batch costs one load and one save a target', async () => {
  const { deliver, clock, requests } = await startTaskEvents();
  const { stopping, pending, stopped, running } = healing(clock.now());
  // The first call of all notes that the settings of version 0.1 were moved.
  await deliver(running);
  const { length } = await writesOf(requests, () => deliver(stopping, pending, stopped, running, stopping));
  // The turn, merge and lease, the note of what was sent, the nudge.
  expect(length).toBe(4);
});

test('edits of small news trail by three seconds; a new headline goes out at once', async () => {
  const { deliver, pass, messages, clock } = await startTaskEvents();
  const { stopping, dead } = healing(clock.now());
  await deliver(stopping);
  const stop = {
    id: dead,
    at: clock.now() + 500,
    stoppingAt: clock.now(),
    desiredStatus: 'STOPPED',
  } as const;
  const reason = { stopCode: 'EssentialContainerExited', stoppedReason: 'x', exitCode: 137 };
  await deliver(taskEvent({ ...stop, ...reason, version: 6, lastStatus: 'DEACTIVATING' }));
  const shown = async () => JSON.stringify((await messages())[0]?.blocks);
  expect(await shown()).not.toContain('DEACTIVATING');
  await pass(2999);
  expect(await shown()).not.toContain('DEACTIVATING');
  await pass(1);
  expect(await shown()).toContain('DEACTIVATING');
  await deliver(healing(clock.now() - 4000).pending);
  expect(await shown()).toContain('PENDING');
});

test('a rate limit is waited for, and then the newest state is sent', async () => {
  const { deliver, pass, messages, clock, slack } = await startTaskEvents();
  const events = healing(clock.now());
  slack.faults.add({ method: 'chat.postMessage', kind: 'rate_limited', retryAfter: 7 });
  expect(await deliver(events.stopping)).toEqual({ batchItemFailures: [] });
  await pass(6000);
  await deliver(events.pending);
  expect(await messages()).toEqual([]);
  await pass(1000);
  const told = await messages();
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('PENDING');
});

test('an outage of Slack loses nothing and posts once', async () => {
  const { deliver, pass, messages, clock, slack } = await startTaskEvents();
  const events = healing(clock.now());
  slack.faults.add({ method: '*', kind: 'server_error', calls: 6 });
  await deliver(events.stopping);
  await pass(20_000);
  await deliver(events.stopped, events.pending);
  await pass(18_000);
  await deliver(events.running);
  expect(await messages()).toEqual([]);
  await pass(300_000);
  const told = await messages();
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('healed in 38 s. Steady again');
});

test('a post whose answer is lost may appear twice, never three times', async () => {
  const { deliver, pass, messages, clock, slack, logs } = await startTaskEvents();
  slack.faults.add({ method: 'chat.postMessage', kind: 'lost_answer', calls: 10 });
  await deliver(healing(clock.now()).stopping);
  await pass(600_000);
  expect(await messages()).toHaveLength(2);
  expect(logs.filter((line) => line.startsWith('error'))).toHaveLength(1);
});

test('a message that somebody deleted is not sent for ever; the episode goes on and closes', async () => {
  const { deliver, pass, clock, slack, world, logs, nudges } = await startTaskEvents();
  const events = healing(clock.now());
  await deliver(events.stopping);
  slack.faults.add({ method: 'chat.update', kind: 'error', error: 'message_not_found', calls: 10 });
  await deliver(events.pending);
  await pass(38_000);
  await deliver(events.stopped, events.running);
  await pass(600_000);
  expect(slack.faults.list()[0]?.calls).toBe(9);
  expect(logs.filter((line) => line.includes('message_not_found'))).toHaveLength(1);
  expect(nudges).toEqual([]);
  const record = await loadEpisode(world.table, { cluster: 'shop', service: 'web' });
  expect(record?.episode.phase).toBe('closed');
});

test('a refused block goes out as plain sections at once', async () => {
  const { deliver, messages, clock, slack } = await startTaskEvents();
  slack.faults.add({ method: 'chat.postMessage', kind: 'refuse_block', blockType: 'context' });
  await deliver(healing(clock.now()).stopping);
  const [told] = await messages();
  expect(told?.blocks?.map(({ type }) => type)).toEqual(['section', 'actions']);
});

test('a token that Slack no longer takes is read again', async () => {
  const { deliver, messages, clock, slack } = await startTaskEvents();
  slack.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'token_revoked' });
  await deliver(healing(clock.now()).stopping);
  expect(await messages()).toHaveLength(1);
});

test('while nobody has stored the new token nothing is lost, and nothing is given up', async () => {
  const { deliver, pass, messages, clock, slack, logs } = await startTaskEvents();
  const events = healing(clock.now());
  await deliver(events.stopping);
  slack.faults.add({ method: '*', kind: 'error', error: 'invalid_auth', calls: 8 });
  await deliver(events.pending);
  await pass(38_000);
  await deliver(events.stopped, events.running);
  await pass(300_000);
  expect((await messages()).map(({ text }) => text)).toEqual([
    expect.stringContaining('healed in 38 s. Steady again'),
  ]);
  expect(logs.filter((line) => line.startsWith('error'))).toEqual([]);
});

/** The DynamoDB writes that `run` causes. */
async function writesOf(requests: readonly string[], run: () => Promise<unknown>): Promise<string[]> {
  const before = requests.length;
  await run();
  return requests.slice(before).filter((action) => action === 'PutItem');
}
