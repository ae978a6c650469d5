/** When a grant applies, by the clock of a time zone. */
export interface Hours {
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes after midnight; `to` at or before `from` ends on the next day. */
  readonly from: number;
  readonly to: number;
  /** IANA name, `Europe/Berlin`. */
  readonly timeZone: string;
  /** As it was written. */
  readonly text: string;
}

const clockDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Whether a time, epoch milliseconds, is within these hours in their own time zone. */
export function isWithinHours({ days, from, to, timeZone }: Hours, time: number): boolean {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(clock.formatToParts(time).map(({ type, value }) => [type, value]));
  const day = clockDays.indexOf(parts.get('weekday') ?? '') + 1;
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  if (from < to) return days.includes(day) && minute >= from && minute < to;
  const yesterday = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minute >= from) || (days.includes(yesterday) && minute < to);
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const form = /^(?:(\S+)\s+)?(\d\d):(\d\d)-(\d\d):(\d\d)\s+(\S+)$/;

/**
 * `Mon-Fri 09:00-18:00 Europe/Berlin`: days as ranges and lists (`Mon-Wed,Sat`, every day when none is named), a time range that may cross midnight
 * (`22:00-06:00` belongs to the day on which it begins), an IANA time zone. Undefined for anything else.
 */
export function parseHours(text: string): Hours | undefined {
  const [, dayText, fromHour, fromMinute, toHour, toMinute, timeZone = ''] = form.exec(text.trim()) ?? [];
  const days = dayText === undefined ? [1, 2, 3, 4, 5, 6, 7] : parseDays(dayText);
  const from = minutes(fromHour, fromMinute);
  const to = minutes(toHour, toMinute);
  if (days === undefined || from === undefined || to === undefined || from === 1440) return undefined;
  return isTimeZone(timeZone) ? { days, from, to, timeZone, text: text.trim() } : undefined;
}

function parseDays(text: string): number[] | undefined {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [first, last, ...rest] = part.split('-').map((name) => dayNames.indexOf(name));
    if (first === undefined || first === -1 || last === -1 || rest.length > 0) return undefined;
    // `Fri-Mon` continues past Sunday.
    const length = last === undefined ? 0 : (last - first + 7) % 7;
    for (let step = 0; step <= length; step += 1) days.add(((first + step) % 7) + 1);
  }
  return [...days].sort((one, other) => one - other);
}

function minutes(hour: string | undefined, minute: string | undefined): number | undefined {
  const all = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && all <= 1440 ? all : undefined;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}
