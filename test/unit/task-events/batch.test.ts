import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadEpisode, openEpisodes } from '../../../src/store/episodes.ts';
import { tellAlarm } from '../../../src/task-events/notices.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing, taskEvent } from '../../helpers/task-events.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/events/${name}.json`, import.meta.url), 'utf8');
const sweep = '{"source":"ecs-ops-bot","detail-type":"Sweep","detail":{}}';

test('garbage fails alone, with a log line; unknown detail-types are let be', async () => {
  const { deliver, clock, messages, logs } = await startTaskEvents();
  const unknown = fixture('container-instance-state-change');
  const result = await deliver('no event', unknown, healing(clock.now()).stopping, '{"a":1}');
  expect(result).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-3' }],
  });
  expect(await messages()).toHaveLength(1);
  expect(logs.filter((line) => line.startsWith('error'))).toHaveLength(2);
});

test('one target that can’t be saved fails with its own events only', async () => {
  const { deliver, clock, world } = await startTaskEvents();
  const stop = { desiredStatus: 'STOPPED', stoppingAt: clock.now(), stoppedReason: 'x' } as const;
  const task = { id: 'c'.repeat(32), version: 5, at: clock.now(), lastStatus: 'RUNNING', ...stop };
  // DynamoDB refuses a key of more than 2,048 bytes: a fault that only this target has.
  const huge = taskEvent(task, `service:${'x'.repeat(3000)}`);
  const fine = taskEvent(task, 'service:fine');
  const { batchItemFailures } = await deliver(huge, fine);
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }]);
  expect(await loadEpisode(world.table, { cluster: 'shop', service: 'fine' })).toBeDefined();
});

test('the sweep catches a nudge that got lost', async () => {
  const { deliver, clock, messages, nudges, world } = await startTaskEvents();
  const { stopping, pending, stopped, running } = healing(clock.now());
  clock.pass(60_000);
  await deliver(stopping, pending, stopped, running);
  // Two answers make the end, a minute apart.
  for (const seconds of [9, 1, 59]) {
    nudges.length = 0;
    clock.pass(seconds * 1000);
    await deliver(sweep);
    expect((await messages())[0]?.text).not.toContain('Steady again');
  }
  nudges.length = 0;
  clock.pass(1000);
  await deliver(sweep);
  expect((await messages())[0]?.text).toContain('Steady again');
  expect(await openEpisodes(world.table)).toEqual([]);
  expect(nudges).toEqual([]);
});

test('a closed episode that Slack did not take yet is still found by the sweep', async () => {
  const { deliver, pass, clock, messages, nudges, slack } = await startTaskEvents();
  const { stopping, pending, stopped, running } = healing(clock.now());
  await deliver(stopping, pending, stopped, running);
  slack.faults.add({ method: 'chat.update', kind: 'server_error' });
  await pass(71_000);
  for (let minute = 0; minute < 2; minute += 1) {
    nudges.length = 0;
    clock.pass(60_000);
    await deliver(sweep);
  }
  expect((await messages())[0]?.text).toContain('Steady again');
});

test('an alarm of the bot’s own is one plain message, and so is its end', async () => {
  const { deliver, messages } = await startTaskEvents();
  const alarm = JSON.parse(fixture('alarm'));
  const over = {
    ...alarm,
    detail: {
      ...alarm.detail,
      previousState: alarm.detail.state,
      state: { value: 'OK', reason: 'fine', timestamp: '2019-10-02T17:09:40.989+0000' },
    },
  };
  for (const event of [alarm, alarm, over, alarm, over]) await deliver(JSON.stringify(event));
  expect((await messages()).map(({ text }) => text)).toEqual([
    expect.stringMatching(
      /^:rotating_light: Alarm `ServerCpuTooHigh`: Goes into alarm when .*\nThreshold Crossed.*-&gt; ALARM/,
    ),
    ':white_check_mark: Alarm `ServerCpuTooHigh` is over.',
  ]);
});

test('while one instance posts an alarm another leaves it; one that died is followed after half a minute', async () => {
  const { world, clock, messages } = await startTaskEvents();
  const alarm = { name: 'worker-errors', description: '', state: 'ALARM', reason: 'why', at: 1 } as const;
  const posting = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const slow = {
    ...world,
    send: async (...message: Parameters<typeof world.send>) => {
      posting.resolve();
      await goOn.promise;
      return world.send(...message);
    },
  };
  const first = tellAlarm(slow, alarm);
  await posting.promise;
  await expect(tellAlarm(world, alarm)).rejects.toThrow('Somebody else tells alarm#worker-errors.');
  goOn.resolve();
  await first;
  await tellAlarm(world, alarm);
  expect(await messages()).toHaveLength(1);

  const next = { ...alarm, at: 2 };
  const dies = { ...world, send: () => Promise.reject(new Error('killed')) };
  await expect(tellAlarm(dies, next)).rejects.toThrow('killed');
  await expect(tellAlarm(world, next)).rejects.toThrow('Somebody else');
  clock.pass(31_000);
  await tellAlarm(world, next);
  expect(await messages()).toHaveLength(2);
});

test('an alarm that Slack does not take comes again by the queue', async () => {
  const { deliver, messages, slack } = await startTaskEvents();
  slack.faults.add({ method: 'chat.postMessage', kind: 'server_error', calls: 3 });
  for (let tries = 0; tries < 3; tries += 1) {
    expect((await deliver(fixture('alarm'))).batchItemFailures).toHaveLength(1);
  }
  expect((await deliver(fixture('alarm'))).batchItemFailures).toEqual([]);
  expect(await messages()).toHaveLength(1);
});

test('a task of no service is told when it ends, with its exit code', async () => {
  const { deliver, clock, messages, pass, ecs } = await startTaskEvents();
  const task = { id: 'c'.repeat(32), createdAt: clock.now(), startedAt: clock.now() };
  await deliver(taskEvent({ ...task, version: 3, at: clock.now(), lastStatus: 'RUNNING' }, 'family:job'));
  expect(await messages()).toEqual([]);
  const stop = { stoppingAt: clock.now(), stoppedAt: clock.now(), exitCode: 2 };
  const why = { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' };
  const ended = { ...task, ...stop, ...why, version: 5, at: clock.now(), lastStatus: 'STOPPED' };
  await deliver(taskEvent({ ...ended, desiredStatus: 'STOPPED' }, 'family:job'));
  await pass(120_000);
  expect((await messages()).map(({ text }) => text)).toEqual([
    '`shop/web`: a standalone task failed. Why: it ended with exit code 2',
  ]);
  expect(ecs.asked).toEqual(['DescribeClusters']);
});

test('a rollout is one story: revisions, counts, and the stops that it explains', async () => {
  const { deliver, clock, messages, pass, ecs } = await startTaskEvents();
  ecs.tags = { 'ecs-bot:notify': 'all' };
  const event = JSON.parse(fixture('deployment-failed'));
  const deployment = (name: string, at: number) =>
    JSON.stringify({
      ...event,
      id: name,
      resources: ['arn:aws:ecs:us-west-2:111122223333:service/shop/web'],
      detail: {
        eventType: 'INFO',
        eventName: `SERVICE_DEPLOYMENT_${name}`,
        deploymentId: 'ecs-svc/2',
        updatedAt: new Date(at).toISOString(),
      },
    });
  const primary = {
    id: 'ecs-svc/2',
    status: 'PRIMARY',
    taskDefinition: 'web:4',
    desiredCount: 3,
    runningCount: 0,
  };
  const active = { id: 'ecs-svc/1', status: 'ACTIVE', rolloutState: 'COMPLETED', taskDefinition: 'web:3' };
  ecs.deployments = [{ ...primary, rolloutState: 'IN_PROGRESS' }, active];
  await deliver(deployment('IN_PROGRESS', clock.now()));
  expect((await messages())[0]?.text).toBe('`shop/web`: rolling out. `web:3` → `web:4`. 0 of 3 new running');
  await pass(10_000);
  const fresh = { taskDefinition: 'web:4', startedBy: 'ecs-svc/2', createdAt: clock.now() - 8000 };
  const news = ['1', '2', '3'].map((id) =>
    taskEvent({
      ...fresh,
      id: id.repeat(32),
      version: 4,
      at: clock.now(),
      startedAt: clock.now(),
      lastStatus: 'RUNNING',
    }),
  );
  await deliver(...news);
  await pass(4000);
  expect((await messages())[0]?.text).toContain('3 of 3 new running');
  const gone = {
    id: '9'.repeat(32),
    version: 7,
    at: clock.now(),
    createdAt: clock.now() - 900_000,
    startedBy: 'ecs-svc/1',
    stoppingAt: clock.now() - 3000,
    stoppedAt: clock.now(),
    lastStatus: 'STOPPED',
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
  };
  await deliver(taskEvent({ ...gone, desiredStatus: 'STOPPED' }), deployment('COMPLETED', clock.now()));
  ecs.deployments = [{ ...primary, runningCount: 3, rolloutState: 'COMPLETED' }];
  await pass(120_000);
  expect((await messages()).map(({ text }) => text)).toEqual([
    '`shop/web`: rolled out. `web:3` → `web:4`. 3 of 3 new running. Steady again: 3 of 3 running',
  ]);
});
