import { evaluate, type Stack } from '../lambda/evaluate.ts';
import type { ServiceDefinition, TemplateObject } from '../lambda/service-definition.ts';
import type { Metrics } from './metrics.ts';

/** A number of a JSON log line that is above a bound: the only pattern that the template's filters use. */
const pattern = /^\{ \$\.(\w+) > (\d+) \}$/;

/**
 * The template's metric filters: takes the lines that a function printed, by the name of its log group.
 * @throws Error for a filter that is written otherwise, which would else match nothing in silence
 */
export function metricFilters(
  definition: ServiceDefinition,
  stack: Stack,
  metrics: Metrics,
): (logGroup: string, line: string, at: number) => void {
  const filters = Object.values(definition.resources)
    .filter(({ Type }) => Type === 'AWS::Logs::MetricFilter')
    .map(({ Properties }) => {
      const filter = evaluate(Properties, stack) as TemplateObject;
      const [, field = '', bound = ''] = pattern.exec(String(filter.FilterPattern)) ?? [];
      const [to] = filter.MetricTransformations as unknown as readonly TemplateObject[];
      if (field === '' || to?.MetricValue !== `$.${field}`) {
        throw new Error(`The local world does not know the filter pattern ${filter.FilterPattern}.`);
      }
      const metric = { namespace: String(to.MetricNamespace), name: String(to.MetricName), dimensions: {} };
      return { logGroup: String(filter.LogGroupName), field, bound: Number(bound), metric };
    });
  return (logGroup, line, at) => {
    const mine = filters.filter((filter) => filter.logGroup === logGroup);
    if (mine.length === 0 || !line.startsWith('{')) return;
    const record = parsed(line);
    for (const { field, bound, metric } of mine) {
      const value = record[field];
      if (typeof value === 'number' && value > bound) metrics.put(metric, value, at);
    }
  };
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    // A line that a function printed itself.
    return {};
  }
}
