/**
 * The moment, epoch milliseconds, at which clocks in a time zone show what `asUtc` shows in UTC. Of an hour that a zone
 * skips or has twice, one moment near it. Throws RangeError for a zone that does not exist.
 */
export function zoneTime(asUtc: number, timeZone: string): number {
  const first = asUtc - offset(asUtc, timeZone);
  // The offset was looked up where UTC shows that time; nearer to the moment it may be another.
  return asUtc - offset(first, timeZone);
}

/** How far a zone's clocks are ahead of UTC at a moment, milliseconds. */
function offset(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1000) * 1000;
}
