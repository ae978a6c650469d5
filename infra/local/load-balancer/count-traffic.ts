import type { Clock } from '../clock.ts';
import type { TargetEntry } from './target-entry.ts';

const second = 1000;

/** Once a second: how many requests each target was sent in it. The answer ends it. */
export function countTraffic(clock: Clock, entries: () => Iterable<TargetEntry>): () => void {
  const before = new WeakMap<TargetEntry, number>();
  let cancel = clock.after(second, count);
  return () => cancel();

  function count(): void {
    for (const entry of entries()) {
      const requestsPerSecond = entry.requests - (before.get(entry) ?? 0);
      before.set(entry, entry.requests);
      const isNews = requestsPerSecond > 0 || entry.requestsPerSecond > 0;
      entry.requestsPerSecond = requestsPerSecond;
      if (isNews) entry.target.onTraffic();
    }
    cancel = clock.after(second, count);
  }
}
