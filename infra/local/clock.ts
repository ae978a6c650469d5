/** Time in the local world. Tests pass a clock that they advance by hand; the running world uses the real one. */
export interface Clock {
  /** Wall time, epoch milliseconds. */
  now(): number;
  /** Calls `run` after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** Wall time and real timers, which don't keep the process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
