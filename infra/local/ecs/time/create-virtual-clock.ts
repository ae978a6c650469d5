import type { Clock } from '../../clock.ts';

/** A clock that is moved by hand: every timer that falls due runs at its own time, in order. */
export interface VirtualClock extends Clock {
  advance(ms: number): void;
  /** Takes the timers that are left, with the time at which each is due. */
  takeTimers(): { at: number; run: () => void }[];
}

/** `start`: epoch milliseconds. Tests use it, and the seed, to let hours pass at once. */
export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];

  function takeNext(until: number): { at: number; run: () => void } | undefined {
    let next: { at: number; run: () => void } | undefined;
    for (const timer of timers)
      if (timer.at <= until && (next === undefined || timer.at < next.at)) next = timer;
    timers = timers.filter((timer) => timer !== next);
    return next;
  }

  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + Math.max(0, ms), run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const until = now + ms;
      for (let next = takeNext(until); next !== undefined; next = takeNext(until)) {
        now = next.at;
        next.run();
      }
      now = until;
    },
    takeTimers() {
      const left = timers;
      timers = [];
      return left;
    },
  };
}
