import type { Clock } from '../clock.ts';
import type { BusFaults } from './create-event-bus.ts';

const TRIES = 8;
const FIRST_RETRY_MS = 1_000;

/** Delivers bodies to targets: once or twice, in order or shuffled as the faults say, and again after a failure. */
export function createDelivery(options: {
  readonly clock: Clock;
  readonly faults: BusFaults;
  readonly random: () => number;
  readonly onFault: (fault: unknown) => void;
}) {
  const { clock, faults, random, onFault } = options;
  const waiting = new Set<() => void>();
  let isClosed = false;

  return { to, close };

  /** Where nothing delays them, the deliveries to one target start in the order in which they were asked for. */
  function to(target: (body: string) => Promise<void>): (body: string) => Promise<void> {
    let previous: Promise<void> = Promise.resolve();
    return async (body) => {
      const copies = random() < (faults.duplicate ?? 0) ? [body, body] : [body];
      await Promise.all(copies.map(deliver));
    };

    async function deliver(body: string): Promise<void> {
      const shuffleMs = faults.shuffleWithinMs ?? 0;
      if (shuffleMs > 0) await pause(random() * shuffleMs);
      const first = previous.then(() => attempt(body));
      previous = first.then(() => undefined);
      await retry(body, await first);
    }

    async function attempt(body: string): Promise<{ failure?: unknown }> {
      if (isClosed) return {};
      try {
        await target(body);
        return {};
      } catch (failure) {
        return { failure };
      }
    }

    async function retry(body: string, first: { failure?: unknown }): Promise<void> {
      let last = first;
      for (let tries = 1; 'failure' in last; tries += 1) {
        if (tries === TRIES) {
          onFault(last.failure);
          return;
        }
        await pause(FIRST_RETRY_MS * 2 ** (tries - 1));
        last = await attempt(body);
      }
    }
  }

  function pause(ms: number): Promise<void> {
    if (isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        waiting.delete(end);
        cancel();
        resolve();
      };
      const cancel = clock.after(ms, end);
      waiting.add(end);
    });
  }

  function close(): void {
    isClosed = true;
    for (const end of [...waiting]) end();
  }
}
