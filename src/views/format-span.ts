/** A time that a person typed, in its largest whole unit: `30 s`, `15 min`, `2 h`, `1 d`. */
export function formatSpan(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ] as const;
  const unit = units.find(([size]) => ms % size === 0);
  return unit === undefined ? `${Math.round(ms / 1000)} s` : `${ms / unit[0]} ${unit[1]}`;
}
