import { expect, test } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import { loadEpisode } from '../../../src/store/episodes.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing, taskEvent } from '../../helpers/task-events.ts';

type Started = Awaited<ReturnType<typeof startTaskEvents>>;

const web = { cluster: 'shop', service: 'web' };
const minute = 60_000;
const day = 24 * 60 * minute;

const phase = async ({ world }: Started) => (await loadEpisode(world.table, web))?.episode.phase;

/** The replacement of `healing` as DescribeTasks tells it; times are seconds on this wire. */
function replacement(at: number, fresh: string, more: object = {}) {
  const seconds = { createdAt: (at + 2000) / 1000, startedAt: (at + 38_000) / 1000 };
  return { id: fresh, version: 4, ...seconds, startedBy: 'ecs-svc/1', ...more };
}

test('health stands in no event: it is asked for, told within what is known, and a crash days later is news', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages, nudges } = started;
  ecs.healthChecks.add('web:3');
  const at = clock.now();
  const events = healing(at);
  await deliver(events.stopping, events.pending);
  await pass(38_000);
  ecs.tasks = [replacement(at, events.fresh)];
  await deliver(events.stopped, events.running);
  expect(JSON.stringify(await messages())).toContain('*RUNNING*, waiting for its health check');
  await pass(25_000);
  expect(JSON.stringify(await messages())).not.toContain('healed');
  ecs.tasks = [replacement(at, events.fresh, { healthStatus: 'HEALTHY' })];
  await pass(20_000);
  // Asked 10, 20 and 30 s after it ran: it was not healthy yet at 58 s, and was at 68 s.
  expect((await messages())[0]?.text).toContain('healed in 58 s to 68 s');
  await pass(65_000);
  expect((await messages())[0]?.text).toContain('healed in 58 s to 68 s. Steady again: 3 of 3 running');
  expect(nudges).toEqual([]);

  clock.pass(3 * day);
  const later = healing(clock.now());
  await deliver(later.stopping.replaceAll(later.dead, 'c'.repeat(32)));
  const told = await messages();
  expect(told).toHaveLength(2);
  expect(told[1]?.text).toContain('`shop/web`: a task stopped');
});

test('a task that never becomes healthy holds the episode open, at ever fewer calls', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  ecs.healthChecks.add('web:3');
  const at = clock.now();
  const events = healing(at);
  ecs.tasks = [replacement(at, events.fresh, { healthStatus: 'UNHEALTHY' })];
  await deliver(...Object.values(events).filter((event) => event.startsWith('{')));
  await pass(2 * 60 * minute);
  expect(await phase(started)).toBe('open');
  expect(JSON.stringify(await messages())).not.toContain('Steady again');
  expect(ecs.asked.filter((action) => action === 'DescribeTasks').length).toBeLessThan(25);
});

test('a health check of a container that is not essential counts for nothing', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  ecs.sidecarChecks.add('web:3');
  const events = healing(clock.now());
  await pass(40_000);
  await deliver(events.stopping, events.stopped, events.running);
  expect((await messages())[0]?.text).toContain('healed in 38 s');
  await pass(80_000);
  expect(await phase(started)).toBe('closed');
  expect(ecs.asked).not.toContain('DescribeTasks');
});

test('a STOPPED that never comes: ECS tells it, and the next crash is a story of its own', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  const at = clock.now();
  const events = healing(at);
  await deliver(events.stopping, events.pending);
  await pass(38_000);
  await deliver(events.running);
  const ended = {
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    stoppingAt: at / 1000,
    stoppedAt: (at + 20_000) / 1000,
    containers: [{ name: 'app', exitCode: 137 }],
  };
  ecs.tasks = [replacement(at, events.fresh), { id: events.dead, version: 9, ...ended }];
  await pass(3 * minute);
  const [told] = await messages();
  expect(told?.text).toBe(
    '`shop/web`: at least 1 task stopped. Why: it was killed (exit code 137). A replacement runs: healed in 38 s. ' +
      'Steady again: 3 of 3 running',
  );
  expect(JSON.stringify(told)).not.toContain('is stopping');
  await pass(20 * minute);
  const later = healing(clock.now());
  await deliver(later.stopping.replaceAll(later.dead, 'c'.repeat(32)));
  expect(await messages()).toHaveLength(2);
});

test('the same where ECS has forgotten the task', async () => {
  const started = await startTaskEvents();
  const { clock, deliver, pass, messages } = started;
  const events = healing(clock.now());
  await deliver(events.stopping);
  await pass(5 * minute);
  const [told] = await messages();
  expect(told?.text).toContain('at least 1 task stopped');
  expect(JSON.stringify(told)).toContain('`aaaaaaaa` stopped');
  expect(await phase(started)).toBe('closed');
});

test('a STOPPED that comes after the closing completes the closed message', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  const at = clock.now();
  const events = healing(at);
  await deliver(events.stopping, events.running);
  const draining = {
    version: 6,
    lastStatus: 'DEACTIVATING',
    desiredStatus: 'STOPPED',
    stoppingAt: at / 1000,
  };
  ecs.tasks = [replacement(at, events.fresh), { id: events.dead, ...draining }];
  await pass(4 * minute);
  const before = await messages();
  expect(before[0]?.text).toContain('Steady again');
  expect(JSON.stringify(before)).toContain('is stopping (DEACTIVATING)');
  const ended = { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' } as const;
  const late = {
    ...ended,
    id: events.dead,
    version: 7,
    at: clock.now(),
    createdAt: at - 3_600_000,
    startedAt: at - 3_590_000,
    stoppingAt: at,
    stoppedAt: clock.now(),
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode: 137,
  };
  await deliver(taskEvent(late));
  await pass(minute);
  const after = await messages();
  expect(after).toHaveLength(1);
  expect(JSON.stringify(after)).toContain('`aaaaaaaa` stopped');
  expect(await phase(started)).toBe('closed');
});

test('nor do the first events of a replacement that come after the closing open another', async () => {
  const started = await startTaskEvents();
  const { world, deliver, pass, clock, slack, messages } = started;
  const watch = { pattern: '*', level: 'all', setBy: 'U1', setAt: 0, channel: slack.ids.ops } as const;
  await world.settings.putWatch(watch);
  const at = clock.now();
  const events = healing(at);
  const ended = { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' } as const;
  const quick = { id: events.dead, version: 7, at: at + 1000, stoppingAt: at, stoppedAt: at + 1000 };
  await pass(40_000);
  await deliver(taskEvent({ ...ended, ...quick, createdAt: at - 3_600_000, startedAt: at - 3_590_000 }));
  await pass(4 * minute);
  expect(await phase(started)).toBe('closed');
  await deliver(events.pending);
  await deliver(events.running);
  await pass(minute);
  expect(await phase(started)).toBe('closed');
  expect(await messages()).toHaveLength(1);
});

test('a replacement all of whose events were lost is found by asking', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  ecs.healthChecks.add('web:3');
  const at = clock.now();
  const events = healing(at);
  await deliver(events.stopping, events.stopped);
  ecs.tasks = [replacement(at, events.fresh, { healthStatus: 'HEALTHY' })];
  await pass(5 * minute);
  expect((await messages())[0]?.text).toContain('A replacement runs: healed in');
  expect(await phase(started)).toBe('closed');
});

test('a service that ECS does not know yet was made just now, not deleted', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  ecs.missing = true;
  const events = healing(clock.now());
  await deliver(events.stopping, events.running);
  await pass(12_000);
  expect(ecs.asked).toContain('DescribeServices');
  expect((await messages())[0]?.text).not.toContain('deleted');
  ecs.missing = false;
  await pass(3 * minute);
  expect((await messages())[0]?.text).toContain('Steady again: 3 of 3');
});

test('ECS that can’t be asked for health closes nothing, and loses nothing', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass } = started;
  ecs.healthChecks.add('web:3');
  const events = healing(clock.now());
  const actions = ecs.service.actions as Record<string, unknown>;
  const { ListTasks } = actions;
  actions.ListTasks = () => {
    throw new Error('away');
  };
  ecs.tasks = [replacement(clock.now(), events.fresh, { healthStatus: 'HEALTHY' })];
  await deliver(events.stopping, events.stopped, events.running);
  await pass(10 * minute);
  expect(await phase(started)).toBe('open');
  actions.ListTasks = ListTasks;
  await pass(10 * minute);
  expect(await phase(started)).toBe('closed');
});

test('ECS that never lets the bot read the task definition: closed by the counts, and health is said not to be known', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  const actions = ecs.service.actions as Record<string, unknown>;
  actions.DescribeTaskDefinition = () => {
    throw new ServiceError(
      'AccessDeniedException',
      'is not authorized to perform: ecs:DescribeTaskDefinition',
    );
  };
  const events = healing(clock.now());
  await deliver(events.stopping, events.stopped, events.running);
  await pass(14 * minute);
  expect(await phase(started)).toBe('open');
  await pass(20 * minute);
  expect(await phase(started)).toBe('closed');
  const [told, ...more] = await messages();
  expect(more).toEqual([]);
  expect(told?.text).toMatch(/3 of 3 running, but ECS could not be asked whether they are healthy$/);
  expect(JSON.stringify(told)).not.toMatch(/waiting for its health check|healed/);
});

test('of more tasks than are asked about, health is told of those alone; one that is not healthy keeps it open', async () => {
  const started = await startTaskEvents();
  const { clock, ecs, deliver, pass, messages } = started;
  ecs.healthChecks.add('web:3');
  const at = clock.now();
  const events = healing(at);
  const many = Array.from({ length: 1049 }, (_, index) => index.toString(16).padStart(32, '0'));
  const task = (id: string, healthStatus: string) => replacement(at - 9_000_000, id, { healthStatus });
  const fresh = replacement(at, events.fresh, { healthStatus: 'HEALTHY' });
  ecs.tasks = [fresh, task(many[0]!, 'UNHEALTHY'), ...many.slice(1).map((id) => task(id, 'HEALTHY'))];
  Object.assign(ecs, { desiredCount: 1050, runningCount: 1050 });
  await deliver(events.stopping, events.stopped, events.running);
  await pass(20 * minute);
  expect(await phase(started)).toBe('open');
  ecs.tasks = [fresh, ...many.map((id) => task(id, 'HEALTHY'))];
  await pass(60 * minute);
  expect(await phase(started)).toBe('closed');
  expect((await messages())[0]?.text).toContain(
    'Steady again: 1050 of 1050 running, at least 1000 healthy; the others are unknown',
  );
});

test.each([
  ['without a health check', false],
  ['with one', true],
])(
  'whichever of a healing’s events are lost, %s: it closes, and tells the stop if any event told of it',
  async (_, checked) => {
    const { world, clock, ecs, deliver, pass, messages, nudges } = await startTaskEvents();
    if (checked) ecs.healthChecks.add('web:3');
    const at = clock.now();
    const { stopping, pending, stopped, running, fresh } = healing(at);
    ecs.tasks = [replacement(at, fresh, { healthStatus: checked ? 'HEALTHY' : 'UNKNOWN' })];
    const kept = (bits: number) =>
      [stopping, pending, stopped, running].map((_, bit) => (bits >> bit) % 2 === 1);
    const cases = Array.from({ length: 16 }, (_, bits) => ({ name: `web-${bits}`, kept: kept(bits) }));
    for (const [index, event] of [stopping, pending, stopped, running].entries()) {
      const reported = cases.filter(({ kept }) => kept[index]);
      await deliver(...reported.map(({ name }) => event.replaceAll('service:web', `service:${name}`)));
      await pass(13_000);
    }
    await pass(10 * minute);
    const told = await messages();
    for (const { name, kept } of cases) {
      const own = told.filter(({ text }) => text.includes(`shop/${name}\``)).map(({ text }) => text);
      const said = kept[0] || kept[2] ? [expect.stringMatching(/stopped.*Steady again: 3 of 3 running/)] : [];
      expect(own, name).toEqual(said);
      expect((await loadEpisode(world.table, { cluster: 'shop', service: name }))?.episode.phase).not.toBe(
        'open',
      );
    }
    expect(nudges).toEqual([]);
  },
);

test('a cluster that was deleted ends the stories of its services: nobody asks for ever', async () => {
  const { deliver, pass, messages, clock, ecs, nudges } = await startTaskEvents();
  const events = healing(clock.now());
  await deliver(events.stopping);
  await pass(20_000);
  let asked = 0;
  const actions = ecs.service.actions as Record<string, () => never>;
  actions.DescribeServices = () => {
    asked += 1;
    throw new ServiceError('ClusterNotFoundException', 'The referenced cluster was inactive.');
  };
  await deliver(events.stopped);
  await pass(3_600_000);
  expect(nudges).toEqual([]);
  // Missing for a while it is gone, and still is a minute later.
  expect(asked).toBeLessThan(7);
  expect(await messages()).toHaveLength(1);
  expect(JSON.stringify(await messages())).not.toContain('Watched until');
});
