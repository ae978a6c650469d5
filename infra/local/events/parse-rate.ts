const MINUTE_MS = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 1440 * MINUTE_MS,
};

/** Milliseconds between two runs of `rate(1 minute)` or `rate(5 minutes)`. Throws on any other schedule expression. */
export function parseRate(expression: string): number {
  const [, count = '', name = '', plural] =
    /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const unit = UNITS[name];
  // EventBridge insists on "1 minute" and "2 minutes".
  if (unit === undefined || (count === '1') !== (plural === '')) {
    throw new Error(`Schedule expression '${expression}' is not one that runs here: use rate(1 minute).`);
  }
  return Number(count) * unit;
}
