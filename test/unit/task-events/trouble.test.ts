import { describe, expect, test } from 'vitest';
import { crash, minute, notified, type Started, stopTask } from '../../helpers/crashes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { taskEvent } from '../../helpers/task-events.ts';

describe('trouble after somebody’s change', () => {
  test('has a message of its own once the change’s is closed: green stays green', async () => {
    const started = await startTaskEvents();
    const { clock, deliver, pass } = started;
    await stopTask(started);
    await pass(2 * minute);
    const [change] = await notified(started);
    expect(change?.text).toContain('stopped a task. A replacement runs');
    await deliver(crash('k', clock.now()));
    await pass(10_000);
    const [still, trouble, ...more] = await notified(started);
    expect(more).toEqual([]);
    expect(still).toEqual(change);
    expect(trouble?.threadTs).toBeUndefined();
    expect(trouble?.text).toContain('`shop/web`: a task stopped. Why: it was killed (exit code 137)');
    expect(JSON.stringify(trouble)).not.toContain('U1');
  });

  test('while the change’s is open takes its headline, and notifies', async () => {
    const started = await startTaskEvents();
    const { clock, deliver, pass } = started;
    await stopTask(started);
    await pass(5000);
    await deliver(crash('k', clock.now()));
    await pass(10_000);
    const [change, reply, ...more] = await notified(started);
    expect(more).toEqual([]);
    expect(JSON.stringify(change?.blocks?.[0])).toContain('`shop/web`: a task stopped');
    expect(reply).toMatchObject({ threadTs: change?.ts, broadcast: true });
    expect(reply?.text).toContain('shop/web: a task stopped. Why: it was killed');
    expect(JSON.stringify(reply)).not.toContain('U1');
  });
});

test('the third problem within an hour keeps failing; what follows is only added, until half an hour is quiet', async () => {
  const started = await startTaskEvents();
  const { clock, deliver, pass } = started;
  for (let index = 0; index < 6; index += 1) {
    await deliver(crash(`crash${index}`, clock.now()));
    await pass(12 * minute);
  }
  const told = await notified(started);
  expect(told).toHaveLength(3);
  expect(told[2]?.text).toContain('`shop/web`: keeps failing, 4 tasks stopped');
  await pass(20 * minute);
  await deliver(crash('later', clock.now()));
  await pass(minute);
  expect(await notified(started)).toHaveLength(4);
});

describe('a service that is never steady', () => {
  /** None of them replaces another, so it is no loop. */
  const madeBefore = Date.parse('2026-01-05T09:00:00Z');

  /** One crash hours after the other; ECS never sees what it wants running. */
  async function unsteady(): Promise<Started> {
    const started = await startTaskEvents();
    started.ecs.runningCount = 2;
    await started.deliver(crash('a', started.clock.now(), madeBefore));
    await started.pass(40 * minute);
    return started;
  }

  test('notifies again of trouble after thirty minutes without any, each time', async () => {
    const started = await unsteady();
    const { clock, deliver, pass } = started;
    await deliver(crash('b', clock.now(), madeBefore));
    await pass(5 * minute);
    const [post, reply, ...more] = await notified(started);
    expect(more).toEqual([]);
    expect(reply).toMatchObject({ threadTs: post?.ts, broadcast: true });
    expect(reply?.text).toBe(
      'shop/web: 2 tasks stopped. Why: it was killed (exit code 137). Again, after 40 min without trouble. Since 10:00 UTC',
    );
    await deliver(crash('c', clock.now(), madeBefore));
    await pass(minute);
    expect(await notified(started)).toHaveLength(2);
    await pass(31 * minute);
    await deliver(crash('d', clock.now(), madeBefore));
    await pass(minute);
    expect(await notified(started)).toHaveLength(3);
  });

  test('of a stop that takes long to end, its end is no trouble of its own', async () => {
    const started = await unsteady();
    const { clock, deliver, pass } = started;
    const at = clock.now();
    const slow = {
      id: 'slow'.padEnd(32, '0'),
      createdAt: at - 60 * minute,
      startedAt: at - 59 * minute,
      stoppingAt: at,
    };
    const stop = {
      desiredStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'x',
      exitCode: 1,
    } as const;
    await deliver(taskEvent({ ...slow, ...stop, version: 5, at, lastStatus: 'DEACTIVATING' }));
    await pass(40 * minute);
    const end = clock.now();
    await deliver(
      taskEvent({ ...slow, ...stop, version: 7, at: end, lastStatus: 'STOPPED', stoppedAt: end }),
    );
    await pass(minute);
    expect(await notified(started)).toHaveLength(2);
  });
});
