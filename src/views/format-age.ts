/// <reference lib="es2025.intl" />

const units = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/**
 * A stretch of time in milliseconds as people say it: `38s`, `4m 38s`, `3h 5m`, `12d 1h`; `3 時間 5 分`. Two units at most, rounded
 * down; less than a second, and what clocks that disagree make negative, is `0s`.
 */
export function formatAge(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000)) || 0;
  const first = units.findIndex(([, size]) => seconds >= size);
  // A zero is left out by itself, except where nothing else stands.
  if (first === -1) return format({ seconds: 0 }, locale);
  const parts: { [Unit in (typeof units)[number][0]]?: number } = {};
  let rest = seconds;
  for (const [unit, size] of units.slice(first, first + 2)) {
    parts[unit] = Math.floor(rest / size);
    rest %= size;
  }
  return format(parts, locale);
}

function format(parts: Parameters<Intl.DurationFormat['format']>[0], locale: string): string {
  const secondsDisplay = Object.keys(parts).length === 1 ? 'always' : 'auto';
  // The narrow style of Japanese would be `3h5m`, too.
  const style = locale === 'ja' ? 'short' : 'narrow';
  return new Intl.DurationFormat(locale, { style, secondsDisplay }).format(parts);
}
