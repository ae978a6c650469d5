import { formatSpan } from '../format-span.ts';

/** Shorter than Intl's own `2 hr` and `1 day`. */
const units = { second: 's', minute: 'min', hour: 'h', day: 'd' } as const;
const number = new Intl.NumberFormat('en');

/** A time that a person typed: `30 s`, `15 min`, `2 h`, `1 d`. */
export const span = (ms: number): string =>
  formatSpan(ms, (unit, count) => `${number.format(count)} ${units[unit]}`);
