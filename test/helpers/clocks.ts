import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../infra/local/clock.ts';

/** A clock that stands still until `pass` moves it; what falls due on the way runs in its order. */
export class ManualClock implements Clock {
  #now: number;
  #timers: { at: number; run: () => void }[] = [];

  constructor(now = 1_795_386_065_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** How many timers wait. */
  waiting(): number {
    return this.#timers.length;
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    while (this.#runNext(end));
    this.#now = end;
  }

  /** The same, and lets what became due finish before it goes on. */
  async passSlowly(ms: number): Promise<void> {
    const end = this.#now + ms;
    do await setImmediate();
    while (this.#runNext(end));
    this.#now = end;
  }

  #runNext(end: number): boolean {
    const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (!next) return false;
    this.#timers = this.#timers.filter((one) => one !== next);
    this.#now = Math.max(this.#now, next.at);
    next.run();
    return true;
  }
}
