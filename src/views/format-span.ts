const sizes = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A time that a person typed, in its largest whole unit, written by the catalogue's own words. */
export function formatSpan(
  ms: number,
  write: (unit: 'day' | 'hour' | 'minute' | 'second', count: number) => string,
): string {
  const whole = sizes.find(([, size]) => ms % size === 0);
  return whole === undefined ? write('second', Math.round(ms / 1000)) : write(whole[0], ms / whole[1]);
}
