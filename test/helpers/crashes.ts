import type { Cause } from '../../src/episodes/episode.ts';
import { startEpisode } from '../../src/episodes/life-cycle.ts';
import { en } from '../../src/messages/en/index.ts';
import { openChangeEpisode, recordFact } from '../../src/store/episodes.ts';
import { episodeView } from '../../src/views/episode/episode.ts';
import type { startTaskEvents } from './events-function.ts';
import { healing, type TestTask, taskEvent } from './task-events.ts';

export type Started = Awaited<ReturnType<typeof startTaskEvents>>;

const target = { cluster: 'shop', service: 'web' };
export const minute = 60_000;

/** A task that was made ten minutes before `at`, ran, and dies by itself. */
export function crash(id: string, at: number, createdAt = at - 10 * minute, service = 'web') {
  const task: TestTask = {
    id: id.padEnd(32, '0'),
    version: 7,
    at,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    createdAt,
    startedAt: createdAt + 1000,
    stoppingAt: at,
    stoppedAt: at,
    exitCode: 137,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
  };
  return taskEvent(task, `service:${service}`);
}

/** What notified the channel: posts, and replies that it shows too. */
export async function notified({ messages }: Started) {
  return (await messages()).filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast);
}

/** A first task dies, and two replacements after it: from the second on it is a loop. */
export async function loop(started: Started) {
  const { clock, deliver, pass } = started;
  const at = clock.now();
  await deliver(crash('a', at));
  await pass(20_000);
  await deliver(crash('b', clock.now(), at + 2000));
  await pass(20_000);
  await deliver(crash('c', clock.now(), at + 22_000));
}

/** Somebody stops a task through the bot, and it heals. */
export async function stopTask({ world, slack, clock, deliver, pass }: Started) {
  const events = healing(clock.now() + 1000);
  const taskArn = `arn:aws:ecs:us-west-2:111122223333:task/shop/${events.dead}`;
  const before = { desiredCount: 3, runningCount: 3 };
  const asked = { changeId: 'c1', askedBy: 'U1', askedAt: new Date(clock.now()).toISOString() };
  const cause: Cause = { ...asked, type: 'stop-task', before, taskArn };
  const channel = slack.ids.ops;
  const result = await world.send(
    { channel },
    episodeView(startEpisode({ target, cause, channel }).episode, en),
  );
  if (result.type !== 'sent') throw new Error(result.error);
  await openChangeEpisode(world, { target, cause, channel, ts: result.ts });
  await recordFact(world, target, { kind: 'outcome', changeId: 'c1', result: 'applied', at: clock.now() });
  await deliver(events.stopping, events.pending);
  await pass(40_000);
  await deliver(events.stopped, events.running);
}
