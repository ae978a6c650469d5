import { expect, test } from 'vitest';
import type { Cause } from '../../../src/episodes/episode.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { en } from '../../../src/messages/en/index.ts';
import { openChangeEpisode, recordFact } from '../../../src/store/episodes.ts';

import { queueNudge } from '../../../src/task-events/queue.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing, taskEvent } from '../../helpers/task-events.ts';

type Started = Awaited<ReturnType<typeof startTaskEvents>>;

const target = { cluster: 'shop', service: 'web' };
const before = { desiredCount: 3, runningCount: 3 };

/** What the worker does of a change: first message, episode, and after the effect its outcome and a nudge. */
function worker({ world, slack, clock }: Started) {
  return {
    async begin(cause: Cause, channel: string = slack.ids.general): Promise<void> {
      const { episode } = startEpisode({ target, cause, channel });
      const result = await world.send({ channel }, episodeView(episode, en));
      if (result.type !== 'sent') throw new Error(result.error);
      await openChangeEpisode(world, { target, cause, channel, ts: result.ts });
    },
    async end(changeId: string, result: 'applied' | 'failed', reason?: string): Promise<void> {
      const outcome = {
        kind: 'outcome',
        changeId,
        result,
        at: clock.now(),
        ...(reason && { reason }),
      } as const;
      await recordFact(world, target, outcome);
      await queueNudge(world.queue, target, 0);
    },
  };
}

test('stop-task: the message that the worker posted tells stopped, replacement and healed, and stays one', async () => {
  const started = await startTaskEvents();
  const { clock, slack, deliver, pass, messages } = started;
  const events = healing(clock.now() + 1000);
  const taskArn = `arn:aws:ecs:us-west-2:111122223333:task/shop/${events.dead}`;
  const askedAt = new Date(clock.now()).toISOString();
  const { begin, end } = worker(started);
  await begin({ type: 'stop-task', changeId: 'c1', askedBy: 'U1', askedAt, before, taskArn });
  await end('c1', 'applied');
  await deliver(events.stopping, events.pending);
  await pass(40_000);
  await deliver(events.stopped, events.running);
  await pass(100_000);
  const told = await messages();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    channel: slack.ids.general,
    text: '`shop/web`: <@U1> stopped a task. A replacement runs: healed in 38 s. Steady again: 3 of 3 running',
  });
});

test('the end that somebody waits for goes out at once, also when others used up the edits of the moment', async () => {
  const started = await startTaskEvents();
  const { clock, world, slack, deliver, pass, messages } = started;
  const events = healing(clock.now() + 1000);
  const taskArn = `arn:aws:ecs:us-west-2:111122223333:task/shop/${events.dead}`;
  const askedAt = new Date(clock.now()).toISOString();
  const { begin, end } = worker(started);
  await begin({ type: 'stop-task', changeId: 'c1', askedBy: 'U1', askedAt, before, taskArn });
  await end('c1', 'applied');
  await deliver(events.stopping, events.pending);
  await pass(40_000);
  for (let other = 0; other < 12; other += 1) {
    const ask = {
      episode: `other-${other}`,
      channel: slack.ids.ops,
      kind: 'edit',
      urgent: false,
      sentAt: 0,
    } as const;
    await world.turns.take(ask, clock.now());
  }
  await deliver(events.stopped, events.running);
  expect((await messages())[0]?.text).toContain('healed in 38 s');
});

test('scale: from, to and progress; closed when the count runs', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  const askedAt = new Date(clock.now()).toISOString();
  const { begin, end } = worker(started);
  await begin({ type: 'scale', changeId: 'c1', askedBy: 'U1', askedAt, before, after: { desiredCount: 5 } });
  await end('c1', 'applied');
  Object.assign(ecs, { desiredCount: 5, runningCount: 3 });
  await pass(10_000);
  for (const id of ['aaaa', 'bbbb']) {
    await pass(1000);
    ecs.runningCount += 1;
    const task = {
      id: id.repeat(8),
      createdAt: clock.now() - 8000,
      startedAt: clock.now(),
      startedBy: 'ecs-svc/1',
    };
    await deliver(taskEvent({ ...task, version: 4, at: clock.now(), lastStatus: 'RUNNING' }));
    if (id === 'aaaa') expect((await messages())[0]?.text).toContain('is scaling 3 → 5. 4 of 5 running');
    await pass(4000);
  }
  expect((await messages())[0]?.text).toContain('5 of 5 running');
  await pass(120_000);
  expect((await messages()).map(({ text }) => text)).toEqual([
    '`shop/web`: <@U1> scaled 3 → 5. 5 of 5 running. Steady again: 5 of 5 running',
  ]);
});

test('a change that ECS refused says why and closes', async () => {
  const started = await startTaskEvents();
  const { clock, pass, messages } = started;
  const askedAt = new Date(clock.now()).toISOString();
  const { begin, end } = worker(started);
  await begin({ type: 'scale', changeId: 'c1', askedBy: 'U1', askedAt, before, after: { desiredCount: 5 } });
  await end('c1', 'failed', 'Service was not ACTIVE.');
  await pass(120_000);
  const [told] = await messages();
  expect(told?.text).toContain('what <@U1> asked for was not done. AWS says: Service was not ACTIVE');
});

test('a change opens its own message; the open episode is closed by one last edit, and the rest of its stop opens nothing', async () => {
  const started = await startTaskEvents();
  const { clock, deliver, pass, messages, ecs } = started;
  const events = healing(clock.now());
  await deliver(events.stopping);
  await pass(5000);
  const askedAt = new Date(clock.now()).toISOString();
  const { begin, end } = worker(started);
  await begin({ type: 'scale', changeId: 'c1', askedBy: 'U1', askedAt, before, after: { desiredCount: 2 } });
  await end('c1', 'applied');
  Object.assign(ecs, { desiredCount: 2, runningCount: 2 });
  await pass(120_000);
  const open = await messages();
  expect(open).toHaveLength(2);
  expect(open[0]?.text).toContain('A later change has its own message below');
  expect(open[1]?.text).toContain('scaled 3 → 2. 2 of 2 running. Steady again');
  await deliver(events.stopped, events.stopping);
  await pass(120_000);
  const closed = await messages();
  expect(closed).toHaveLength(2);
  expect(closed[0]).toEqual(open[0]);
  expect(closed[1]?.text).toBe(open[1]?.text);
});
