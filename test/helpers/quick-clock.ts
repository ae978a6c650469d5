import type { Clock } from '../../infra/local/clock.ts';
import { createHeap } from '../simulation/time.ts';

/** Milliseconds of the process between two looks at what is due. */
const tickMs = 5;

/**
 * Time that passes `pace` times as fast as the process's, but only while it has time to look: what it computes takes none, so that no limit ends
 * because a machine is busy.
 */
export function startQuickClock(pace: number): Clock & { end(): void } {
  const heap = createHeap();
  let now = Date.now();
  let lastId = 0;
  let hasEnded = false;

  async function tick(): Promise<void> {
    const until = now + tickMs * pace;
    for (let due = heap.takeUntil(until); due !== undefined; due = heap.takeUntil(until)) {
      now = Math.max(now, due.at);
      due.run();
      await new Promise<void>((resolve) => void setImmediate(resolve));
      if (hasEnded) return;
    }
    now = until;
    setTimeout(tick, tickMs);
  }
  void tick();

  return {
    now: () => now,
    after(ms, run) {
      // At once, so that a request need not wait for the next look.
      if (ms <= 1) {
        const soon = setImmediate(() => hasEnded || run());
        return () => clearImmediate(soon);
      }
      lastId += 1;
      const id = lastId;
      heap.push({ id, at: now + Math.trunc(ms), run });
      return () => heap.remove(id);
    },
    end() {
      hasEnded = true;
    },
  };
}
