import { decide } from '../../../src/episodes/closing.ts';
import { mergeRecord } from '../../../src/episodes/life-cycle.ts';
import { type EpisodeRecord, newRecord } from '../../../src/episodes/record.ts';
import { readIncoming } from '../../../src/task-events/read-incoming.ts';
import { playServices } from './play-services.ts';

/** Events a second of reading, merging and deciding alone, one event at a time, in this process. */
export function measureMerge(count: number): { readonly events: number; readonly eventsPerSecond: number } {
  const begin = Date.parse('2026-01-05T10:00:00Z');
  const bodies = playServices(begin, Math.ceil(count / 10_000))
    .flatMap(({ events }) => events)
    .sort((one, other) => one.at - other.at)
    .slice(0, count);
  const records = new Map<string, EpisodeRecord>();
  const started = performance.now();
  for (const { service, at, body } of bodies) {
    const incoming = readIncoming(body);
    if (incoming.type !== 'fact') continue;
    const known = records.get(service) ?? newRecord(incoming.target);
    const record = mergeRecord(known, [incoming.fact], at);
    decide(record, at, 60_000);
    records.set(service, record);
  }
  const seconds = (performance.now() - started) / 1000;
  return { events: bodies.length, eventsPerSecond: Math.round(bodies.length / seconds) };
}
