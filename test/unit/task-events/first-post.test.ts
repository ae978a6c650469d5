import { expect, test } from 'vitest';
import type { SendResult } from '../../../src/task-events/queue.ts';
import { crash, minute, notified, type Started } from '../../helpers/crashes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

/** The first sends go wrong: Slack takes nothing, or the function is killed before it can note the answer. */
async function startFaulty(faults: ('later' | 'dies')[]): Promise<Started> {
  const started = await startTaskEvents();
  const { world } = started;
  const really = world.send;
  const send: typeof really = async (place, message): Promise<SendResult> => {
    const fault = faults.shift();
    if (fault === 'later') return { type: 'later', error: 'HTTP 500' };
    const result = await really(place, message);
    if (fault === 'dies') throw new Error('The function was killed.');
    return result;
  };
  Object.assign(world, { send });
  return started;
}

/** A task dies, and by what ECS says afterwards this many run. */
async function die({ clock, ecs, deliver }: Started, id: string, running: number) {
  ecs.runningCount = running;
  await deliver(crash(id, clock.now()));
}

test('what gets worse after the second and last try is notified, whatever became of the tries', async () => {
  const started = await startFaulty(['dies', 'dies']);
  const { pass } = started;
  await die(started, 'a', 3);
  await pass(minute);
  await die(started, 'b', 0);
  await pass(5 * minute);
  const texts = (await notified(started)).map(({ text }) => text);
  expect(texts).toHaveLength(3);
  expect(texts[1]).not.toContain('Nothing is running');
  expect(texts[2]).toContain('Nothing is running');
  expect(started.logs.filter((line) => line.includes('The message may be missing'))).toHaveLength(1);
});

test('what gets worse for a moment while nobody knows whether the first post arrived is notified after it', async () => {
  const started = await startFaulty(['dies']);
  const { ecs, pass } = started;
  await die(started, 'a', 3);
  await pass(11_000);
  await die(started, 'b', 0);
  ecs.runningCount = 3;
  await pass(5 * minute);
  const [first, post, reply, ...more] = await notified(started);
  expect(more).toEqual([]);
  expect([first?.threadTs, post?.threadTs, reply?.threadTs]).toEqual([undefined, undefined, post?.ts]);
});

test('but the first post is enough for what came and went before it could be sent', async () => {
  const started = await startFaulty(['later', 'later']);
  const { pass } = started;
  await die(started, 'a', 0);
  await pass(11_000);
  await die(started, 'b', 3);
  await pass(5 * minute);
  expect(await notified(started)).toHaveLength(1);
});
