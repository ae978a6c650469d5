import { describe, expect, test } from 'vitest';
import { crash, loop, minute, notified, type Started, stopTask } from '../../helpers/crashes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

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
    const started = await startTaskEvents();
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
