/** Time as the local world sees it. Tests pass one that they move by hand; the running world passes the real one. */
export interface Clock {
  /** Wall time, epoch milliseconds. */
  now(): number;
  /** Calls `run` after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** Wall time and real timers; these keep no process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
