import { vi } from 'vitest';
import type { Clock } from '../../infra/local/clock.ts';
import { createHeap } from '../simulation/time.ts';

/** As soon as the process has nothing else to do; taken before anybody replaces it. */
const settled = () => new Promise<void>((resolve) => void realImmediate(resolve));
const realImmediate = globalThis.setImmediate;

/**
 * Takes over `Date` and the timers of a test file. Time stands still while anything runs, and jumps to the next due timer when nothing does — but only
 * while a test waits for something by `letPass`: between two steps of a test no time passes at all.
 */
export function startTestTime(start = Date.parse('2026-11-30T09:00:00Z')) {
  vi.useFakeTimers({
    now: start,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  const realTimeout = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('The operation timed out.', 'TimeoutError')), ms);
    return controller.signal;
  };
  let hasEnded = false;
  const clock = createClock(() => hasEnded);
  let waiting = 0;
  let isRunning = false;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (await settled(); waiting > 0 && !hasEnded; await settled()) vi.advanceTimersToNextTimer();
    isRunning = false;
  }

  /** Lets time pass until that is there. */
  async function letPass<Result>(result: Promise<Result>): Promise<Result> {
    waiting += 1;
    void run();
    try {
      return await result;
    } finally {
      waiting -= 1;
    }
  }

  return {
    clock,
    letPass,
    /** As `wait-for.ts` has it; what takes long is looked at less often. */
    async waitFor<Found>(
      what: string,
      look: () => Found | undefined | false | Promise<Found | undefined | false>,
      ms = 20_000,
    ): Promise<Found> {
      const start = Date.now();
      for (let passed = 0; passed <= ms; passed = Date.now() - start) {
        const found = await letPass(Promise.resolve(look()));
        if (found !== undefined && found !== false) return found;
        await letPass(new Promise((resolve) => setTimeout(resolve, Math.min(250, 20 + passed / 20))));
      }
      throw new Error(`Waited ${ms} ms for ${what}`);
    },
    /** Puts the process's time back. For what then still waits no time passes any more. */
    end() {
      hasEnded = true;
      AbortSignal.timeout = realTimeout;
      vi.useRealTimers();
    },
  };
}

/** The clock of what runs in a test's world: of its many timers only the next is one of the process, which looks through all it has at each step. */
function createClock(hasEnded: () => boolean): Clock {
  const heap = createHeap();
  let lastId = 0;
  let armed: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;

  function arm(): void {
    const at = heap.next();
    if (at === armed?.at) return;
    clearTimeout(armed?.timer);
    armed = at === undefined ? undefined : { at, timer: setTimeout(ring, at - Date.now()) };
  }

  function ring(): void {
    armed = undefined;
    const due = heap.takeUntil(Date.now());
    arm();
    due?.run();
  }

  return {
    now: () => Date.now(),
    after(ms, run) {
      if (hasEnded()) return () => {};
      lastId += 1;
      const id = lastId;
      heap.push({ id, at: Date.now() + Math.max(1, Math.trunc(ms)), run });
      arm();
      return () => heap.remove(id);
    },
  };
}
