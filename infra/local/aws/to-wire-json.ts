/** JSON as awsJson1.1 writes it: a Date becomes epoch seconds with milliseconds as the fraction. */
export function toWireJson(value: unknown): string {
  return JSON.stringify(epochSeconds(value));
}

// JSON.stringify calls Date.toJSON before any replacer sees the Date, so dates are replaced beforehand.
function epochSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(epochSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, epochSeconds(member)]));
}
