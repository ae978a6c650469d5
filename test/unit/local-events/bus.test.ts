import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createEventBus,
  type EventBridgeEvent,
  type EventRule,
  parseRate,
} from '../../../infra/local/events/bus.ts';
import { ManualClock } from '../../helpers/clocks.ts';

const place = { accountId: '123456789012', region: 'eu-west-1' };
const eventOf = (id: string, source = 'aws.ecs'): EventBridgeEvent => ({
  version: '0',
  id,
  'detail-type': 'ECS Task State Change',
  source,
  account: place.accountId,
  time: '2026-10-20T12:00:00Z',
  region: place.region,
  resources: [],
  detail: {},
});

/** A bus with one rule for aws.ecs, and the ids of what arrived at its target, in order. */
function startBus(more: Partial<Parameters<typeof createEventBus>[0]> = {}, rule: Partial<EventRule> = {}) {
  const clock = new ManualClock(Date.UTC(2026, 9, 20, 12));
  const bodies: string[] = [];
  const target = async (body: string) => void bodies.push(body);
  const rules = [{ name: 'tasks', pattern: { source: ['aws.ecs'] }, target, ...rule }];
  const bus = createEventBus({ rules, clock, ...place, ...more });
  return { bus, clock, bodies, ids: () => bodies.map((body) => JSON.parse(body).id) };
}

test('an event goes as JSON to the target of each rule that takes it, in the order of putting', async () => {
  const { bus, bodies, ids } = startBus();
  await Promise.all([bus.put(eventOf('a')), bus.put(eventOf('b', 'aws.ecr')), bus.put(eventOf('c'))]);
  expect(ids()).toEqual(['a', 'c']);
  expect(JSON.parse(bodies[0]!)).toEqual(eventOf('a'));
});

test('a constant input is sent in place of the event', async () => {
  const { bus, bodies } = startBus({}, { input: { kind: 'sweep' } });
  await bus.put(eventOf('a'));
  expect(bodies).toEqual(['{"kind":"sweep"}']);
});

test('a pattern that AWS refuses is refused at the start', () => {
  expect(() => startBus({}, { pattern: { source: 'aws.ecs' } })).toThrow(
    'Event pattern is not valid at source',
  );
});

test('whatever the faults, every event arrives at least once and at most twice', async () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const randoms = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(
      share,
      fc.nat(5_000),
      randoms,
      fc.nat(12),
      async (duplicate, shuffleWithinMs, stream, n) => {
        const random = () => stream.next().value ?? 0;
        const { bus, clock, ids } = startBus({ faults: { duplicate, shuffleWithinMs }, random });
        const put = Promise.all(Array.from({ length: n }, (_, index) => bus.put(eventOf(String(index)))));
        await clock.passSlowly(5_000);
        await put;
        for (let index = 0; index < n; index += 1) {
          const times = ids().filter((id) => id === String(index)).length;
          expect(times).toBeGreaterThanOrEqual(1);
          expect(times).toBeLessThanOrEqual(2);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('faults can be set while it runs: twice, and out of order', async () => {
  const faults = { duplicate: 0, shuffleWithinMs: 0 };
  const delays = [0.9, 0.1];
  const { bus, clock, ids } = startBus({ faults, random: () => delays[0] ?? 0 });
  await bus.put(eventOf('a'));
  faults.duplicate = 1;
  await bus.put(eventOf('b'));
  faults.duplicate = 0;
  faults.shuffleWithinMs = 1_000;
  const late = bus.put(eventOf('late'));
  delays.shift();
  const early = bus.put(eventOf('early'));
  await clock.passSlowly(1_000);
  await Promise.all([late, early]);
  expect(ids()).toEqual(['a', 'b', 'b', 'early', 'late']);
});

test('a target that fails is tried again, and holds up nobody else', async () => {
  const arrived: string[] = [];
  let failures = 3;
  const target = async (body: string) => {
    const { id } = JSON.parse(body);
    if (id === 'a' && failures > 0) {
      failures -= 1;
      throw new Error('queue is away');
    }
    arrived.push(id);
  };
  const { bus, clock } = startBus({}, { target });
  const first = bus.put(eventOf('a'));
  await bus.put(eventOf('b'));
  expect(arrived).toEqual(['b']);
  await clock.passSlowly(7_000);
  await first;
  expect(arrived).toEqual(['b', 'a']);
});

test('a target that never takes it is given up after eight tries, and told of', async () => {
  const faults: unknown[] = [];
  let tries = 0;
  const target = async () => {
    tries += 1;
    throw new Error('queue is gone');
  };
  const { bus, clock } = startBus({ onFault: (fault) => faults.push(fault) }, { target });
  const put = bus.put(eventOf('a'));
  await clock.passSlowly(130_000);
  await put;
  expect(tries).toBe(8);
  expect(faults).toEqual([new Error('queue is gone')]);
});

test('a rule with a rate runs each time it is due, until the bus is closed', async () => {
  const { bus, clock, bodies } = startBus({}, { pattern: undefined, scheduleExpression: 'rate(1 minute)' });
  await clock.passSlowly(59_999);
  expect(bodies).toEqual([]);
  await clock.passSlowly(120_001);
  expect(bodies).toHaveLength(3);
  expect(JSON.parse(bodies[0]!)).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '123456789012',
    time: '2026-10-20T12:01:00Z',
    region: 'eu-west-1',
    resources: ['arn:aws:events:eu-west-1:123456789012:rule/tasks'],
    detail: {},
  });
  await bus.put(eventOf('a'));
  expect(bodies).toHaveLength(3);
  bus.close();
  await clock.passSlowly(600_000);
  expect(bodies).toHaveLength(3);
  expect(clock.waiting()).toBe(0);
});

test('closing drops what still waits, and leaves no put unanswered', async () => {
  const { bus, clock, bodies } = startBus({ faults: { shuffleWithinMs: 1_000 }, random: () => 0.5 });
  const put = bus.put(eventOf('a'));
  bus.close();
  await put;
  expect(bodies).toEqual([]);
  expect(clock.waiting()).toBe(0);
});

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 minutes)', 300_000],
  ['rate(1 hour)', 3_600_000],
  ['rate(2 days)', 172_800_000],
])('%s is %d ms', (expression, ms) => {
  expect(parseRate(expression)).toBe(ms);
});

test.each(['rate(1 minutes)', 'rate(2 minute)', 'rate(0 minutes)', 'cron(0 12 * * ? *)', 'rate(1 week)', ''])(
  'refuses the schedule %j',
  (expression) => {
    expect(() => parseRate(expression)).toThrow('is not one that runs here');
  },
);
