import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { performance } from 'node:perf_hooks';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import type { Clock } from '../../infra/local/clock.ts';
import { type Chance, drawBytes, drawUuid } from './chance.ts';

/** Virtual time: it stands still while anything runs, and jumps to the next due timer when nothing does. */
export interface VirtualTime extends Clock {
  /** Lets everything happen that is due by then, epoch milliseconds. */
  runUntil(time: number): Promise<void>;
  /** Puts time and chance of the process back. */
  end(): void;
}

export interface Timer {
  readonly id: number;
  readonly at: number;
  readonly run: () => void;
}

/**
 * Takes over time and chance of the whole process: `Date`, timers (also of `node:timers` and `node:timers/promises`), `AbortSignal.timeout`,
 * `performance.now`, `Math.random`, and what `crypto` draws. Call it before the code under test is loaded if that keeps a copy of any of them.
 * What waits for a promise runs before time moves on; a real socket or file would not be waited for, so there must be none.
 */
export function startVirtualTime(start: number, chance: Chance): VirtualTime {
  const realImmediate = globalThis.setImmediate;
  const heap = createHeap();
  let now = start;
  let lastId = 0;

  const add = (ms: number, run: () => void): Timer => {
    lastId += 1;
    // As Node has it: less than a millisecond is one, and so is what is not a number.
    const timer = { id: lastId, at: now + Math.max(1, Math.trunc(Number(ms)) || 1), run };
    heap.push(timer);
    return timer;
  };
  const replaced = replaceGlobals({ now: () => now, start, add, remove: heap.remove, chance });
  const settled = () => new Promise<void>((resolve) => void realImmediate(() => resolve()));

  return {
    now: () => now,
    after(ms, run) {
      const { id } = add(ms, run);
      return () => heap.remove(id);
    },
    async runUntil(time) {
      await settled();
      for (let next = heap.takeUntil(time); next !== undefined; next = heap.takeUntil(time)) {
        now = next.at;
        next.run();
        await settled();
      }
      now = Math.max(now, time);
    },
    end: replaced.restore,
  };
}

/** Timers by time, those of the same time in the order in which they were set. */
export function createHeap() {
  const items: Timer[] = [];
  /** Ids of timers that are to ring; a removed one stays in the heap until its turn. */
  const pending = new Set<number>();
  const isBefore = (one: Timer, other: Timer) =>
    one.at < other.at || (one.at === other.at && one.id < other.id);
  const swap = (one: number, other: number) => {
    const [first, second] = [items[one], items[other]];
    if (first === undefined || second === undefined) return;
    items[one] = second;
    items[other] = first;
  };
  const precedes = (one: number, other: number): boolean => {
    const [first, second] = [items[one], items[other]];
    return first !== undefined && second !== undefined && isBefore(first, second);
  };

  function pop(): Timer | undefined {
    swap(0, items.length - 1);
    const first = items.pop();
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = precedes(right, left) ? right : left;
      if (!precedes(child, at)) return first;
      swap(at, child);
      at = child;
    }
  }

  return {
    push(timer: Timer): void {
      items.push(timer);
      pending.add(timer.id);
      for (let at = items.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!precedes(at, parent)) return;
        swap(at, parent);
        at = parent;
      }
    },
    remove(id: number): void {
      pending.delete(id);
    },
    /** When the next one is due. */
    next(): number | undefined {
      for (let first = items[0]; first !== undefined; first = items[0]) {
        if (pending.has(first.id)) return first.at;
        pop();
      }
      return undefined;
    },
    /** The next timer that is due by then. */
    takeUntil(time: number): Timer | undefined {
      for (let first = items[0]; first !== undefined && first.at <= time; first = items[0]) {
        pop();
        if (pending.delete(first.id)) return first;
      }
      return undefined;
    },
  };
}

interface Replacements {
  readonly now: () => number;
  readonly start: number;
  readonly add: (ms: number, run: () => void) => Timer;
  readonly remove: (id: number) => void;
  readonly chance: Chance;
}

function replaceGlobals({ now, start, add, remove, chance }: Replacements): { restore(): void } {
  const undo: (() => void)[] = [];
  const replace = (owner: object, values: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(values)) {
      const before = Object.getOwnPropertyDescriptor(owner, name);
      Object.defineProperty(owner, name, { configurable: true, writable: true, enumerable: true, value });
      undo.push(() => {
        if (before === undefined) Reflect.deleteProperty(owner, name);
        else Object.defineProperty(owner, name, before);
      });
    }
  };

  const RealDate = Date;
  class VirtualDate extends RealDate {
    constructor(...given: [] | [number | string | Date]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }
    static override now = now;
  }

  /** What Node's setTimeout returns, as far as anybody uses it. */
  class Handle {
    readonly #id: number;
    constructor(id: number) {
      this.#id = id;
    }
    ref = () => this;
    unref = () => this;
    hasRef = () => true;
    [Symbol.toPrimitive] = () => this.#id;
    [Symbol.dispose] = () => remove(this.#id);
  }
  type Run = (...given: unknown[]) => void;
  const setTimeout = (run: Run, ms = 1, ...given: unknown[]) => new Handle(add(ms, () => run(...given)).id);
  const setImmediate = (run: Run, ...given: unknown[]) => new Handle(add(1, () => run(...given)).id);
  const clear = (handle: unknown) => {
    if (handle !== undefined && handle !== null) remove(Number(handle));
  };
  const timeout = (ms: number) => {
    const controller = new AbortController();
    add(ms, () => controller.abort(new DOMException('The operation timed out.', 'TimeoutError')));
    return controller.signal;
  };
  const wait = (ms?: number, value?: unknown) =>
    new Promise((resolve) => void add(ms ?? 1, () => resolve(value)));
  const refuse = () => {
    throw new Error('The simulation has no setInterval: nothing here should need one.');
  };

  const all = { setTimeout, setImmediate, setInterval: refuse };
  const clears = { clearTimeout: clear, clearImmediate: clear, clearInterval: clear };
  replace(globalThis, { Date: VirtualDate, ...all, ...clears });
  replace(timers, { ...all, ...clears });
  replace(timersPromises, { setTimeout: wait, setImmediate: (value?: unknown) => wait(1, value) });
  replace(AbortSignal, { timeout });
  replace(performance, { now: () => now() - start });
  // Computing takes no time.
  replace(process, { threadCpuUsage: () => ({ user: 0, system: 0 }) });
  replace(Math, { random: chance });
  const randomUUID = () => drawUuid(chance);
  replace(crypto, { randomUUID, randomBytes: (size: number) => drawBytes(chance, size) });
  replace(globalThis.crypto, {
    randomUUID,
    getRandomValues<View extends NodeJS.TypedArray>(view: View): View {
      drawBytes(chance, view.byteLength).copy(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
      return view;
    },
  });
  syncBuiltinESMExports();

  return {
    restore() {
      for (const put of undo.splice(0).reverse()) put();
      syncBuiltinESMExports();
    },
  };
}
