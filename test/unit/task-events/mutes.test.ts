import { describe, expect, test } from 'vitest';
import { crash, loop, minute, notified, type Started, stopTask } from '../../helpers/crashes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing, taskEvent } from '../../helpers/task-events.ts';

describe('in a muted channel', () => {
  const mute = ({ world, slack, clock }: Started, ms: number) =>
    world.settings.putMute({
      channel: slack.ids.ops,
      pattern: 'shop/*',
      until: clock.now() + ms,
      setBy: 'U1',
      setAt: 0,
    });
  const sweep = '{"source":"ecs-ops-bot","detail-type":"Sweep","detail":{}}';

  /** A change's message, then trouble while the channel is muted; `heals` before the mute ends, though ECS is not steady yet. */
  async function muted(started: Started, heals: boolean) {
    const { clock, ecs, deliver, pass } = started;
    await stopTask(started);
    ecs.pendingCount = 1;
    await mute(started, 10 * minute);
    await pass(11_000);
    const at = clock.now();
    await deliver(crash('a', at));
    const up = {
      id: 'up'.padEnd(32, '0'),
      createdAt: at + 2000,
      startedAt: at + 9000,
      startedBy: 'ecs-svc/1',
    };
    if (heals) await deliver(taskEvent({ ...up, version: 4, at: at + 9000, lastStatus: 'RUNNING' }));
    await pass(12 * minute);
    await deliver(sweep);
    await pass(minute);
  }

  test.each([
    ['healed by its end, though not steady yet, is not', true],
    ['not healed by its end is', false],
  ])('what is %s notified; a later crash is', async (_, heals) => {
    const started = await startTaskEvents();
    await muted(started, heals);
    const told = await notified(started);
    expect(told).toHaveLength(heals ? 2 : 3);
    expect(told.filter(({ text }) => text.includes(':bell:'))).toHaveLength(1);
    await started.deliver(crash('b', started.clock.now()));
    await started.pass(minute);
    expect(await notified(started)).toHaveLength(3);
  });

  test('a first post that was held back and healed meanwhile is not made either; a later crash is told', async () => {
    const started = await startTaskEvents();
    const { clock, ecs, deliver, pass } = started;
    ecs.pendingCount = 1;
    await mute(started, 10 * minute);
    const events = healing(clock.now());
    await deliver(events.stopping, events.pending);
    await pass(40_000);
    await deliver(events.stopped, events.running);
    await pass(12 * minute);
    await deliver(sweep);
    await pass(minute);
    expect((await notified(started)).map(({ text }) => text)).toEqual([expect.stringContaining(':bell:')]);
    await deliver(crash('b', clock.now()));
    await pass(minute);
    expect(await notified(started)).toHaveLength(2);
  });

  test.each([
    ['still raised when the mute ends is, once', 2, [':bell: The mute of', 'shop/web: crash loop']],
    ['over by then is not', 3, [':bell: The mute of']],
  ])('nothing is notified; what is %s', async (_, runningCount, texts) => {
    const started = await startTaskEvents();
    const { clock, ecs, deliver, pass } = started;
    await deliver(crash('a', clock.now()));
    await mute(started, 10 * minute);
    await pass(15_000);
    ecs.runningCount = runningCount;
    await loop(started);
    await pass(8 * minute);
    expect(await notified(started)).toHaveLength(1);
    await pass(3 * minute);
    await deliver(sweep);
    await pass(minute);
    const told = (await notified(started)).slice(1).map(({ text }) => text);
    expect(told.sort()).toEqual(texts.map((text) => expect.stringContaining(text)));
  });
});
