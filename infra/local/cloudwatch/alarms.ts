import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { EventBridgeEvent } from '../events/event-bridge-event.ts';
import { evaluate, type Stack } from '../lambda/evaluate.ts';
import type { ServiceDefinition, TemplateObject } from '../lambda/service-definition.ts';
import type { Metric, Metrics } from './metrics.ts';

/** An alarm of the template. All of them compare one number of one period with a threshold, and take missing data as fine. */
export interface Alarm {
  readonly name: string;
  readonly description: string;
  readonly metric: Metric;
  readonly statistic: 'Sum' | 'Maximum';
  /** Seconds. */
  readonly period: number;
  readonly threshold: number;
}

export interface AlarmsOptions {
  readonly alarms: readonly Alarm[];
  readonly metrics: Metrics;
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  /** Reports what a service shows only when it is asked, before each evaluation, as it is at that time. */
  readonly sample: (at: number) => Promise<void>;
  readonly onEvent: (event: EventBridgeEvent) => void;
}

export interface LocalAlarms {
  /** Evaluates every alarm as it is at a time, epoch milliseconds; CloudWatch does each minute. */
  evaluate(at: number): Promise<void>;
  close(): void;
}

type State = 'INSUFFICIENT_DATA' | 'OK' | 'ALARM';

/** @throws Error for an alarm that is written in a way that the local world does not know */
export function readAlarms(definition: ServiceDefinition, stack: Stack): Alarm[] {
  return Object.values(definition.resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties: { AlarmActions: _, OKActions: __, ...Properties } }) => {
      const alarm = evaluate(Properties, stack) as TemplateObject;
      const statistic = alarm.Statistic;
      const plain =
        alarm.ComparisonOperator === 'GreaterThanThreshold' &&
        alarm.EvaluationPeriods === 1 &&
        alarm.TreatMissingData === 'notBreaching';
      if (!plain || (statistic !== 'Sum' && statistic !== 'Maximum')) {
        throw new Error(`The local world does not know how the alarm ${String(alarm.AlarmName)} is written.`);
      }
      const dimensions = alarm.Dimensions as unknown as readonly { Name: string; Value: string }[];
      return {
        name: String(alarm.AlarmName),
        description: String(alarm.AlarmDescription),
        metric: {
          namespace: String(alarm.Namespace),
          name: String(alarm.MetricName),
          dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
        },
        statistic,
        period: Number(alarm.Period),
        threshold: Number(alarm.Threshold),
      };
    });
}

/** CloudWatch's alarms over the local metrics: a change of state is an event, as EventBridge has it. */
export function createAlarms(options: AlarmsOptions): LocalAlarms {
  const { alarms, metrics, clock, sample, onEvent } = options;
  const states = new Map<string, { state: State; reason: string; at: number }>();
  let cancel = clock.after(60_000, everyMinute);

  async function evaluateAll(at: number): Promise<void> {
    await sample(at);
    for (const alarm of alarms) {
      const values = metrics.values(alarm.metric, alarm.period, at);
      const value = alarm.statistic === 'Sum' ? sum(values) : Math.max(...values);
      const state: State = values.length > 0 && value > alarm.threshold ? 'ALARM' : 'OK';
      const before = states.get(alarm.name) ?? {
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        at,
      };
      if (state === before.state) continue;
      const next = { state, reason: reason(alarm, values.length > 0 ? value : undefined), at };
      states.set(alarm.name, next);
      onEvent(stateChange(alarm, before, next, options));
    }
  }

  function everyMinute(): void {
    void evaluateAll(clock.now()).finally(() => {
      cancel = clock.after(60_000, everyMinute);
    });
  }
  return { evaluate: evaluateAll, close: () => cancel() };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function reason({ threshold }: Alarm, value: number | undefined): string {
  const bound = threshold.toFixed(1);
  if (value === undefined) {
    return 'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].';
  }
  const was = value > threshold ? 'was' : 'was not';
  return `Threshold Crossed: 1 datapoint [${value.toFixed(1)}] ${was} greater than the threshold (${bound}).`;
}

/** The fields of the documented sample, `CloudWatch Alarm State Change`. */
function stateChange(
  { name, description, metric, statistic, period }: Alarm,
  before: { state: State; reason: string; at: number },
  now: { state: State; reason: string; at: number },
  { accountId, region }: Pick<AlarmsOptions, 'accountId' | 'region'>,
): EventBridgeEvent {
  const iso = (at: number) => new Date(at).toISOString().replace('Z', '+0000');
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: accountId,
    time: new Date(now.at).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`],
    detail: {
      alarmName: name,
      configuration: {
        description,
        metrics: [
          {
            id: randomUUID(),
            metricStat: {
              metric: { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions },
              period,
              stat: statistic,
            },
            returnData: true,
          },
        ],
      },
      previousState: { value: before.state, reason: before.reason, timestamp: iso(before.at) },
      state: { value: now.state, reason: now.reason, timestamp: iso(now.at) },
    },
  };
}
