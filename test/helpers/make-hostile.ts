/** What Slack itself vouches for: ids and links, which a view may write into mark-up. */
const trusted = new Set([
  ...['code', 'also', 'kind', 'why', 'level', 'type', 'check', 'became', 'shell'],
  ...['operators', 'asker', 'askedBy', 'decidedBy', 'userId', 'channel', 'channelId', 'askable'],
]);

/** A copy of a value in which the texts that `next` answers stand in place of its own; undefined keeps one. */
export function makeHostile<Value>(value: Value, next: () => string | undefined): Value {
  if (typeof value === 'string') return (next() ?? value) as Value;
  if (Array.isArray(value)) return value.map((each) => makeHostile(each, next)) as Value;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, trusted.has(key) ? each : makeHostile(each, next)]),
  ) as Value;
}
