const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const dayMs = 86_400_000;

/**
 * The next time that `09:00`, `Mon 09:00`, `tomorrow 09:00` or `2026-12-24 09:00` stands on the clock of a time zone (IANA name), in epoch
 * milliseconds; undefined for anything else. Where a clock skips the hour, the one after it; where it repeats it, the second.
 */
export function readMoment(text: string, now: number, timeZone: string): number | undefined {
  const [, day = '', hour = '', minute = ''] = /^(?:(\S+)\s+)?(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const time = (Number(hour) * 60 + Number(minute)) * 60_000;
  const [, date] = /^(\d{4}-\d{2}-\d{2})$/.exec(day) ?? [];
  if (date !== undefined) {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    // Date.parse takes the 31st of every month.
    const isDate = Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(date);
    return isDate ? onClock(midnight + time, timeZone) : undefined;
  }
  const today = Math.floor((now + offsetAt(now, timeZone)) / dayMs) * dayMs;
  const at = (inDays: number) => onClock(today + inDays * dayMs + time, timeZone);
  switch (day.toLowerCase()) {
    case '':
      return at(0) > now ? at(0) : at(1);
    case 'today':
      return at(0);
    case 'tomorrow':
      return at(1);
  }
  // `Mon`, `Thurs`, `monday`.
  const wanted = day.length < 3 ? -1 : days.findIndex((each) => each.startsWith(day.toLowerCase()));
  if (wanted === -1) return undefined;
  const inDays = (wanted - new Date(today).getUTCDay() + 7) % 7;
  return at(inDays) > now ? at(inDays) : at(inDays + 7);
}

/** The time at which the zone's clock shows this, which is written as if it were UTC. Clocks never change twice within two days. */
function onClock(shown: number, timeZone: string): number {
  const times = [shown - dayMs, shown + dayMs].map((at) => shown - offsetAt(at, timeZone));
  const [earlier, later] = [Math.min(...times), Math.max(...times)];
  const isShown = (at: number) => at + offsetAt(at, timeZone) === shown;
  return isShown(earlier) && !isShown(later) ? earlier : later;
}

/** How far a zone's clock is ahead of UTC at a time, milliseconds. A zone that is not known counts as UTC. */
function offsetAt(time: number, timeZone: string): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(time / 1000) * 1000;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric';
  const shape = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...shape, hourCycle: 'h23', timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...shape, hourCycle: 'h23', timeZone: 'UTC' });
  }
}
