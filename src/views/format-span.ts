const sizes = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

type Unit = (typeof sizes)[number][0];

/**
 * A span of whole seconds in its two largest units, without what is 0 of them; in the smaller unit alone while it is less than
 * `single` seconds: 90 s rather than 1 min 30 s.
 */
export function spanParts(seconds: number, single: number): (readonly [Unit, number])[] {
  if (seconds < single) return [['second', seconds]];
  const first = sizes.findIndex(([, size]) => seconds >= size);
  const [big, small] = sizes.slice(first);
  if (big === undefined) return [['second', 0]];
  const count = Math.floor(seconds / big[1]);
  const rest = small === undefined ? 0 : Math.floor((seconds % big[1]) / small[1]);
  return [[big[0], count], ...(small === undefined || rest === 0 ? [] : [[small[0], rest] as const])];
}

/**
 * A time that a person typed, in its largest whole unit, written by the catalogue's own words; where that would be too many
 * to picture, in all the units that it has.
 */
export function formatSpan(ms: number, write: (unit: Unit, count: number) => string): string {
  let rest = Math.round(ms / 1000);
  const [unit, size] = sizes.find(([, each]) => rest % each === 0) ?? sizes[3];
  if (rest / size <= mostOfOne[unit]) return write(unit, rest / size);
  const parts: string[] = [];
  for (const [each, seconds] of sizes) {
    const count = Math.floor(rest / seconds);
    rest %= seconds;
    if (count > 0) parts.push(write(each, count));
  }
  return parts.join(' ');
}

/** 90 min and 36 h are said so; 600 min are 10 h. */
const mostOfOne = { day: Number.POSITIVE_INFINITY, hour: 72, minute: 120, second: 120 };
