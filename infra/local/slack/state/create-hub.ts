import type { Hub, WorldChange } from './hub.ts';

/** Tells every subscriber, in the order of the changes. */
export function createHub(): Hub {
  const listeners = new Set<(change: WorldChange) => void>();
  return {
    publish: (change) => {
      for (const listener of [...listeners]) listener(change);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
