import { expect, test } from 'vitest';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing } from '../../helpers/task-events.ts';

test('a task dies and is replaced: one message, edited until it tells the healing, then closed', async () => {
  const { deliver, pass, messages, clock, ecs, nudges } = await startTaskEvents();
  const events = healing(clock.now());

  await deliver(events.stopping);
  expect((await messages()).map(({ text }) => text)).toEqual([
    '`shop/web`: a task stopped. Why: it was killed (exit code 137). No replacement runs yet',
  ]);

  await pass(3000);
  await deliver(events.pending);
  expect((await messages())[0]?.text).toContain('Its replacement is PENDING');

  await pass(17_000);
  await deliver(events.stopped);
  await pass(18_000);
  await deliver(events.running);
  const [healed] = await messages();
  expect(healed?.text).toContain('healed in 38 s');

  await pass(69_000);
  expect([...ecs.asked].sort()).toEqual([
    ...['DescribeClusters', 'DescribeServices', 'DescribeServices', 'DescribeTaskDefinition'],
  ]);
  await pass(5000);
  const told = await messages();
  expect(told).toHaveLength(1);
  expect(told[0]?.ts).toBe(healed?.ts);
  expect(told[0]?.text).toContain('healed in 38 s. Steady again: 3 of 3 running');
  expect(ecs.asked.slice(4)).toEqual(['DescribeServices']);
  await pass(3_600_000);
  expect(nudges).toEqual([]);
  expect(ecs.asked).toHaveLength(5);
});

test('a service that is deleted meanwhile is told so: not as steady, and with no count', async () => {
  const { deliver, pass, messages, clock, ecs, nudges } = await startTaskEvents();
  const events = healing(clock.now());
  await deliver(events.stopping);
  await pass(20_000);
  await deliver(events.stopped);
  ecs.deleted = true;
  await pass(120_000);
  const [told, ...more] = await messages();
  expect(more).toEqual([]);
  expect(told?.text).toContain('`shop/web`: the service was deleted');
  expect(JSON.stringify(told)).not.toMatch(/Steady again|of 0 running|Watched until/);
  expect(nudges).toEqual([]);
});
