import type { Window } from './limits.ts';

/** The first time, not before `from`, at which one more fits into every window. `times` in rising order. */
export function nextFree(times: readonly number[], windows: readonly Window[], from: number): number {
  let at = from;
  for (;;) {
    const later = windows.reduce((latest, { ms, most }) => {
      const within = times.filter((time) => time > at - ms);
      const first = within[within.length - most];
      return first === undefined ? latest : Math.max(latest, first + ms);
    }, at);
    if (later === at) return at;
    at = later;
  }
}
