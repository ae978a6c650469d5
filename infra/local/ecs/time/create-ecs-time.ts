import type { Clock } from '../../clock.ts';
import { createVirtualClock } from './create-virtual-clock.ts';

/** The clock of the local ECS, with speed, an end, and a past that can be lived through at once. */
export interface EcsTime {
  now(): number;
  /** Calls `run` after `seconds` of real life, divided by the speed. */
  afterSeconds(seconds: number, run: () => void): () => void;
  /** Calls `run` after `ms` of wall time, whatever the speed. */
  afterWall(ms: number, run: () => void): () => void;
  /** Real-life seconds as milliseconds of this world. */
  milliseconds(seconds: number): number;
  /** Runs `live` as if `ms` ago, lets the time since then pass at once, and goes on at the present. */
  inThePast(ms: number, live: () => void): void;
  /** Cancels every timer; later ones never run. */
  close(): void;
}

/** `speed` divides life-cycle durations only; `now` stays wall time. */
export function createEcsTime(wall: Clock, speed: number): EcsTime {
  let clock: Clock = wall;
  let isClosed = false;
  const cancels = new Set<() => void>();

  function after(ms: number, run: () => void): () => void {
    if (isClosed) return () => {};
    // A timer set in the past can be moved to the present clock, so its cancel has to be looked up late.
    const timer = { isCancelled: false };
    const cancel = clock.after(ms, () => {
      cancels.delete(end);
      if (!timer.isCancelled) run();
    });
    function end() {
      timer.isCancelled = true;
      cancels.delete(end);
      cancel();
    }
    cancels.add(end);
    return end;
  }

  return {
    now: () => clock.now(),
    milliseconds: (seconds) => (seconds * 1000) / speed,
    afterWall: after,
    afterSeconds: (seconds, run) => after((seconds * 1000) / speed, run),
    inThePast(ms, live) {
      const present = wall.now();
      const past = createVirtualClock(present - ms);
      clock = past;
      try {
        live();
        past.advance(ms);
      } finally {
        clock = wall;
      }
      for (const timer of past.takeTimers()) after(timer.at - present, timer.run);
    },
    close() {
      isClosed = true;
      for (const cancel of [...cancels]) cancel();
    },
  };
}
