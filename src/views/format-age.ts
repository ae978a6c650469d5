/// <reference lib="esnext.intl" />

const units = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/**
 * A stretch of time in milliseconds as people say it: `38s`, `4m 38s`, `3h 5m`, `12d 1h`. Two units at most, rounded
 * down; less than a second, and what clocks that disagree make negative, is `0s`.
 */
export function formatAge(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const largest = Math.max(
    0,
    units.findIndex(([, size]) => seconds >= size),
  );
  if (seconds === 0) return format({ seconds: 0 }, locale);
  let rest = seconds;
  const parts: Partial<Record<(typeof units)[number][0], number>> = {};
  for (const [unit, size] of units.slice(largest, largest + 2)) {
    parts[unit] = Math.floor(rest / size);
    rest %= size;
  }
  return format(parts, locale);
}

function format(parts: Intl.DurationInput, locale: string): string {
  const secondsDisplay = parts.seconds === 0 && parts.minutes === undefined ? 'always' : 'auto';
  return new Intl.DurationFormat(locale, { style: 'narrow', secondsDisplay }).format(parts);
}
