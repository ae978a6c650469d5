import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../../src/episodes/facts.ts';
import { mergeRecord } from '../../../src/episodes/life-cycle.ts';
import { type EpisodeRecord, fitRecord, newDelivery, newRecord } from '../../../src/episodes/record.ts';
import { begin } from '../../helpers/life-cycle.ts';

const target = { cluster: 'c'.repeat(255), service: 's'.repeat(255) };
/** As long as the readers of events leave them, in characters of three bytes. */
const text = (length: number) => '長'.repeat(length);

/** An item's size as DynamoDB counts it: names and values in UTF-8, a byte for each member, three for what holds them. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (typeof value !== 'object' || value === null) return 1;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + 1 + sizeOf(one), 3);
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + sizeOf(one),
    3,
  );
}

interface Load {
  readonly deployments: number;
  readonly crashes: number;
  readonly live: number;
  readonly actions: number;
}

/** Everything that an episode may be told, as much of it and as long as it gets. */
function facts({ deployments, crashes, live, actions }: Load, from: number): Fact[] {
  const id = (kind: string, index: number) => `${kind}${String(index).padStart(8, '0')}`.padEnd(32, 'f');
  const texts = { startedBy: 'b'.repeat(128), stopCode: 'TaskFailedToStart', stoppedReason: text(300) };
  const task = { kind: 'task', taskDefinition: `${'f'.repeat(255)}:99`, version: 9, ...texts } as const;
  const why = { code: 'unknown', detail: text(300) } as const;
  return [
    ...Array.from({ length: deployments }, (_, index): Fact[] => {
      const fact = {
        kind: 'deployment',
        id: `ecs-svc/${String(index).padStart(19, '0')}`,
        reason: text(300),
      } as const;
      const at = from + 2 * index;
      return [
        { ...fact, state: 'IN_PROGRESS', at },
        { ...fact, state: 'FAILED', at: at + 1 },
        {
          kind: 'task-definition',
          taskDefinition: `${'d'.repeat(255)}:${index}`,
          hasHealthCheck: true,
          imageTag: text(128),
        },
      ];
    }).flat(),
    ...Array.from({ length: crashes }, (_, index): Fact => {
      const at = from + index * 10;
      const ended = {
        lastStatus: 'STOPPED',
        desiredStatus: 'STOPPED',
        updatedAt: at,
        stoppingAt: at,
        stoppedAt: at,
      };
      const exit = { container: 'c'.repeat(255), code: 137, reason: text(300) };
      return { ...task, ...ended, id: id('c', index), createdAt: at - 1, startedAt: at - 1, exit, why };
    }),
    ...Array.from({ length: live }, (_, index): Fact => {
      const at = from + index;
      const running = {
        lastStatus: 'RUNNING',
        desiredStatus: 'RUNNING',
        updatedAt: at,
        createdAt: at,
        startedAt: at,
      };
      return { ...task, ...running, id: id('b', index), healthyAt: at, unhealthyAt: at };
    }),
    ...Array.from(
      { length: actions },
      (_, index): Fact => ({
        kind: 'service-action',
        eventId: id('e', index),
        eventName: `NAME_${index}`,
        eventType: 'ERROR',
        at: from + index,
        reason: text(300),
      }),
    ),
  ];
}

const load = fc.record({
  deployments: fc.constantFrom(0, 40, 100),
  crashes: fc.constantFrom(0, 60, 200),
  live: fc.constantFrom(0, 100, 300),
  actions: fc.constantFrom(0, 60),
});

test('however long an episode lasts and whatever is said in it, its record stays under 300 KB', () => {
  fc.assert(
    fc.property(load, (grown) => {
      const deliveries = Array.from({ length: 10 }, (_, index) => ({
        ...newDelivery(`C${index}`),
        sentHeadline: text(200),
      }));
      const open = facts(grown, begin);
      const record = { ...mergeRecord(newRecord(target), open, begin), deliveries };
      expect(sizeOf(fitRecord(record))).toBeLessThan(300_000);
      // A new episode leaves the old one's last state to be sent; with three of these it is as large as it gets.
      const quiet = { ...record, episode: { ...record.episode, phase: 'closed' as const } };
      const next = [1, 2, 3].reduce((sofar, turn) => {
        const merged = mergeRecord(sofar, facts(grown, begin + turn * 86_400_000), begin);
        return { ...merged, deliveries, episode: { ...merged.episode, phase: 'closed' as const } };
      }, quiet as EpisodeRecord);
      expect(sizeOf(fitRecord(next))).toBeLessThan(300_000);
      // What is told first survives: the newest episode, and whom it is told.
      expect(fitRecord(next).episode.number).toBe(next.episode.number);
      expect(fitRecord(next).deliveries).toEqual(next.deliveries);
    }),
    {
      numRuns: 5,
      examples: [[{ deployments: 100, crashes: 200, live: 300, actions: 60 }]],
    },
  );
});

test('1,500 deployments, as many crashes and tasks', () => {
  const all = facts({ deployments: 1500, crashes: 1500, live: 1500, actions: 100 }, begin);
  const record = mergeRecord(newRecord(target), all, begin);
  expect(sizeOf(fitRecord(record))).toBeLessThan(300_000);
  expect(Object.keys(record.episode.facts.deployments).length).toBeLessThanOrEqual(30);
});
