import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/episodes/episode.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { en } from '../../../src/messages/en/index.ts';
import { openChangeEpisode, recordFact } from '../../../src/store/episodes.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing, type TestTask, taskEvent } from '../../helpers/task-events.ts';

type Started = Awaited<ReturnType<typeof startTaskEvents>>;

const target = { cluster: 'shop', service: 'web' };
const minute = 60_000;

/** A task that was made ten minutes before `at`, ran, and dies by itself. */
function crash(id: string, at: number, createdAt = at - 10 * minute, service = 'web') {
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
async function notified({ messages }: Started) {
  return (await messages()).filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast);
}

/** A first task dies, and two replacements after it: from the second on it is a loop. */
async function loop(started: Started) {
  const { clock, deliver, pass } = started;
  const at = clock.now();
  await deliver(crash('a', at));
  await pass(20_000);
  await deliver(crash('b', clock.now(), at + 2000));
  await pass(20_000);
  await deliver(crash('c', clock.now(), at + 22_000));
}

describe('a rise', () => {
  test('from a stop to a loop is notified once, by a short reply that the channel shows too', async () => {
    const started = await startTaskEvents();
    await loop(started);
    await started.pass(5 * minute);
    const [post, reply, ...more] = await notified(started);
    expect(more).toEqual([]);
    expect(post?.text).toContain('`shop/web`: was in a crash loop, 3 tasks stopped');
    expect(reply).toMatchObject({ threadTs: post?.ts, broadcast: true });
    expect(reply?.text).toBe(
      'shop/web: crash loop, 3 tasks stopped. Why: it was killed (exit code 137). Since 10:00 UTC',
    );
    expect(JSON.stringify(reply?.blocks)).toContain(':red_circle: *`shop/web`: crash loop, 3 tasks stopped*');
  });

  test('in the channel’s own language', async () => {
    const started = await startTaskEvents();
    const { world, slack } = started;
    await world.settings.putLanguage({ channel: slack.ids.ops, language: 'ja', setBy: 'U1', setAt: 0 });
    await loop(started);
    await started.pass(10_000);
    expect((await notified(started))[1]?.text).toContain('shop/web : クラッシュループ');
  });

  test('of what was worse from the first post on there is none', async () => {
    const started = await startTaskEvents();
    const { clock, deliver, pass } = started;
    const at = clock.now();
    await deliver(crash('a', at), crash('b', at + 20_000, at + 1000), crash('c', at + 40_000, at + 21_000));
    await pass(5 * minute);
    expect(await notified(started)).toHaveLength(1);
  });

  test('to nothing running is notified as soon as ECS says so', async () => {
    const started = await startTaskEvents();
    const { clock, ecs, deliver, pass } = started;
    ecs.runningCount = 2;
    await deliver(crash('a', clock.now()));
    await pass(12_000);
    ecs.runningCount = 0;
    await deliver(crash('b', clock.now()), crash('c', clock.now()));
    await pass(minute);
    const [post, reply] = await notified(started);
    expect(post?.text).toContain('Nothing is running');
    expect(reply?.text).toContain('shop/web: 3 tasks stopped. Nothing is running.');
  });

  test('of a service of one task needs a minute without any', async () => {
    const started = await startTaskEvents();
    const { clock, ecs, deliver, pass } = started;
    Object.assign(ecs, { desiredCount: 1, runningCount: 0 });
    await deliver(crash('a', clock.now()));
    await pass(30_000);
    expect(await notified(started)).toHaveLength(1);
    await pass(3 * minute);
    expect((await notified(started))[1]?.text).toContain('Nothing is running');
  });

  test('of a rollout that goes wrong in a channel that hears everything', async () => {
    const started = await startTaskEvents();
    const { clock, ecs, deliver, pass } = started;
    ecs.tags = { 'ecs-bot:notify': 'all' };
    const rollout = (eventName: string, reason: string) =>
      JSON.stringify({
        source: 'aws.ecs',
        'detail-type': 'ECS Deployment State Change',
        id: eventName,
        time: new Date(clock.now()).toISOString(),
        resources: ['arn:aws:ecs:us-west-2:111122223333:service/shop/web'],
        detail: {
          eventType: 'INFO',
          eventName,
          deploymentId: 'ecs-svc/2',
          reason,
          updatedAt: new Date(clock.now()).toISOString(),
        },
      });
    await deliver(rollout('SERVICE_DEPLOYMENT_IN_PROGRESS', 'ECS deployment ecs-svc/2 in progress.'));
    await pass(30_000);
    await deliver(
      rollout('SERVICE_DEPLOYMENT_FAILED', 'ECS deployment circuit breaker: tasks failed to start.'),
    );
    await pass(10_000);
    const [post, reply, ...more] = await notified(started);
    expect(more).toEqual([]);
    expect(reply?.threadTs).toBe(post?.ts);
    expect(reply?.text).toContain('shop/web: the rollout failed');
  });
});

/** Somebody stops a task through the bot, and it heals. */
async function stopTask({ world, slack, clock, deliver, pass }: Started) {
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

describe('more than five rises a minute in a channel', () => {
  const services = Array.from({ length: 12 }, (_, index) => `service-${index}`);

  /** Twelve services with a message each, then all of them loop at once. */
  async function storm({ clock, deliver, pass }: Started) {
    const at = clock.now();
    for (const service of services) await deliver(crash(`a-${service}`, at, at - 10 * minute, service));
    await pass(30_000);
    const later = clock.now();
    for (const service of services) {
      const again = ['b', 'c'].map((id, index) =>
        crash(`${id}-${service}`, later + index, at + 2000, service),
      );
      await deliver(...again);
    }
  }

  test('are five replies, and one message that lists the others', async () => {
    const started = await startTaskEvents();
    await storm(started);
    await started.pass(20_000);
    const told = (await notified(started)).slice(services.length);
    expect(told.map(({ threadTs }) => threadTs !== undefined)).toEqual([true, true, true, true, true, false]);
    const list = told.at(-1);
    expect(list?.text).toContain('7 more got worse. shop/service-5, shop/service-6,');
    expect(JSON.stringify(list?.blocks)).toContain(
      ':red_circle: `shop/service-11`: crash loop, 3 tasks stopped · Since',
    );
    await started.pass(10 * minute);
    expect(await notified(started)).toHaveLength(services.length + 6);
  });

  test('nor is a list lost with its nudge, nor told twice when Slack was away', async () => {
    const started = await startTaskEvents();
    const { nudges, pass, slack } = started;
    await storm(started);
    await pass(8000);
    const kept = nudges.filter(({ body }) => !body.includes('Rises'));
    nudges.splice(0, nudges.length, ...kept);
    slack.faults.add({ method: 'chat.postMessage', kind: 'server_error', calls: 1 });
    await pass(4 * minute);
    expect(await notified(started)).toHaveLength(services.length + 6);
  });
});

describe('Slack', () => {
  test.each(['cannot_reply_to_message', 'restricted_action_thread_locked', 'message_not_found'])(
    'refuses the thread (%s): a message of its own, with a link',
    async (error) => {
      const started = await startTaskEvents();
      const { clock, deliver, pass, slack } = started;
      await deliver(crash('a', clock.now()));
      slack.faults.add({ method: 'chat.postMessage', kind: 'error', error });
      await loop(started);
      await pass(minute);
      const [post, notice, ...more] = await notified(started);
      expect(more).toEqual([]);
      expect(notice?.threadTs).toBeUndefined();
      expect(notice?.text).toContain('shop/web: crash loop');
      expect(JSON.stringify(notice?.blocks)).toContain(`/p${post?.ts.replace('.', '')}|Show the message>`);
    },
  );

  test('loses the answer: twice, never three times', async () => {
    const started = await startTaskEvents({ slackTimeout: 100 });
    const { clock, deliver, pass, slack, logs } = started;
    await deliver(crash('a', clock.now()));
    slack.faults.add({ method: 'chat.postMessage', kind: 'lost_answer', calls: 10 });
    await loop(started);
    await pass(20 * minute);
    expect(await notified(started)).toHaveLength(3);
    expect(logs.filter((line) => line.startsWith('error'))).toHaveLength(1);
  });

  test('is away: the notification comes when it is back, once', async () => {
    const started = await startTaskEvents();
    const { clock, deliver, pass, slack } = started;
    await deliver(crash('a', clock.now()));
    slack.faults.add({ method: 'chat.postMessage', kind: 'server_error', calls: 5 });
    await loop(started);
    await pass(10 * minute);
    expect(await notified(started)).toHaveLength(2);
  });

  test('will not have it: it waits in the dead-letter queue, and the message goes on being edited', async () => {
    const started = await startTaskEvents();
    const { clock, deliver, pass, slack, deadLetters } = started;
    await deliver(crash('a', clock.now()));
    slack.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'restricted_action', calls: 9 });
    await loop(started);
    await pass(minute);
    expect((await notified(started)).map(({ text }) => text)).toEqual([
      expect.stringContaining('crash loop'),
    ]);
    expect(deadLetters).toHaveLength(1);
  });
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

describe('where the target is not followed any more after the first post, nothing is notified', () => {
  const watch = { pattern: 'shop/*', setBy: 'U1', setAt: 0 } as const;

  test.each<[string, (started: Started) => Promise<unknown>]>([
    [
      'the channel was set to `none`',
      ({ world, slack }) =>
        world.settings.putWatch({ ...watch, pattern: 'shop/web', level: 'none', channel: slack.ids.ops }),
    ],
    [
      'its watch was taken back, and another channel follows',
      ({ world, slack }) =>
        Promise.all([
          world.settings.deleteWatch(slack.ids.ops, watch.pattern),
          world.settings.putWatch({ ...watch, level: 'problems', channel: slack.ids.general }),
        ]),
    ],
  ])('%s: the message goes on being edited', async (_, change) => {
    const started = await startTaskEvents();
    const { world, slack, pass } = started;
    await world.settings.putWatch({ ...watch, level: 'problems', channel: slack.ids.ops });
    await pass(11_000);
    await started.deliver(crash('first', started.clock.now()));
    await change(started);
    await pass(11_000);
    await loop(started);
    await pass(minute);
    const [post, ...more] = (await notified(started)).filter(({ channel }) => channel === slack.ids.ops);
    expect(more).toEqual([]);
    expect(post?.text).toContain('4 tasks stopped');
  });

  test('a change is told on where it was asked, though nobody watches there', async () => {
    const started = await startTaskEvents();
    const { world, slack, clock, deliver, pass } = started;
    await world.settings.putWatch({ ...watch, level: 'problems', channel: slack.ids.general });
    await pass(11_000);
    await stopTask(started);
    await deliver(crash('k', clock.now()));
    await pass(minute);
    const own = (await notified(started)).filter(({ channel }) => channel === slack.ids.ops);
    expect(own).toHaveLength(2);
  });
});
