import { formatSpan } from '../format-span.ts';

/** A time that a person typed, in Japanese: `2 時間`. */
export const span = (ms: number): string =>
  formatSpan(ms, (unit, count) =>
    new Intl.NumberFormat('ja', { style: 'unit', unit, unitDisplay: 'short' }).format(count),
  );
