const day = 86_400_000;

/** Slack's date template (`{date_short} at {time}`) for a time in epoch seconds, in the reader's zone and language. */
export function formatDate(timestamp: number, format: string, now: number, locale?: string): string {
  const date = new Date(timestamp * 1000);
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, options).format(date);
  const long: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
  };
  const noYear: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric' };
  const short: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', year: 'numeric' };
  const pretty = (text: string) => relativeDay(date, now, locale) ?? text;
  const two = (number: number) => String(number).padStart(2, '0');
  const tokens: Readonly<Record<string, () => string>> = {
    date_num: () => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    date_slash: () => `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`,
    date: () => write(noYear),
    date_pretty: () => pretty(write(noYear)),
    date_short: () => write(short),
    date_short_pretty: () => pretty(write(short)),
    date_long: () => write(long),
    date_long_pretty: () => pretty(write(long)),
    date_long_full: () => write({ ...noYear, year: 'numeric' }),
    day_divider_pretty: () => pretty(write({ weekday: 'long', month: 'long', day: 'numeric' })),
    time: () => write({ hour: 'numeric', minute: '2-digit' }),
    time_secs: () => write({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(timestamp * 1000, now),
  };
  return format.replace(/\{(\w+)\}/g, (token, name: string) => tokens[name]?.() ?? token);
}

function relativeDay(date: Date, now: number, locale: string | undefined): string | undefined {
  const days = Math.round((midnight(date) - midnight(new Date(now))) / day);
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function ago(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  const units: readonly [number, string][] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  const [size, name] = units.find(([unit]) => Math.abs(seconds) >= unit) ?? [1, 'second'];
  const count = Math.floor(Math.abs(seconds) / size);
  if (count === 0) return 'just now';
  const span = `${count} ${name}${count === 1 ? '' : 's'}`;
  return seconds < 0 ? `in ${span}` : `${span} ago`;
}
