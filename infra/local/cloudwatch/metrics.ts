/** Whose numbers these are: `AWS/Lambda`, `Errors`, `{ FunctionName: … }`. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What the local services report of themselves, as CloudWatch keeps it for as long as the alarms look back. */
export interface Metrics {
  /** `at`: epoch milliseconds. */
  put(metric: Metric, value: number, at: number): void;
  /** The values of the `seconds` before `at`. */
  values(metric: Metric, seconds: number, at: number): number[];
}

/** No alarm looks back further than this, in milliseconds. */
const keptMs = 15 * 60_000;

export function createMetrics(): Metrics {
  const points = new Map<string, { at: number; value: number }[]>();
  const key = ({ namespace, name, dimensions }: Metric) =>
    JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
  return {
    put(metric, value, at) {
      const kept = (points.get(key(metric)) ?? []).filter((point) => point.at > at - keptMs);
      points.set(key(metric), [...kept, { at, value }]);
    },
    values(metric, seconds, at) {
      const all = points.get(key(metric)) ?? [];
      return all
        .filter((point) => point.at > at - seconds * 1000 && point.at <= at)
        .map(({ value }) => value);
    },
  };
}
