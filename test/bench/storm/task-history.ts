import type { StormService } from './storm-event.ts';

type Detail = Readonly<Record<string, unknown>> & { readonly taskArn: string; readonly startedAt?: string };

/** From its start until its container's check has passed, epoch milliseconds. */
const healthyAfterMs = 25_000;

/** What DescribeTasks says of a service's tasks at a time, by ARN: each task's last event up to then, and its health, which no event carries. */
export function taskHistory({ events }: StormService): (now: number) => Map<string, Record<string, unknown>> {
  const told = events
    .map(({ at, body }) => ({ at, ...(JSON.parse(body) as { 'detail-type': string; detail: Detail }) }))
    .filter((event) => event['detail-type'] === 'ECS Task State Change');
  return (now) => {
    const tasks = new Map<string, Record<string, unknown>>();
    for (const { at, detail } of told) {
      if (at <= now) tasks.set(detail.taskArn, describe(detail, now));
      // It ran before the storm: its first event is that of its stop.
      else if (detail.startedAt !== undefined && !tasks.has(detail.taskArn)) {
        tasks.set(detail.taskArn, describe({ ...detail, ...ran }, now));
      }
    }
    return tasks;
  };
}

const ran = {
  ...{ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', version: 4 },
  ...{ stoppingAt: undefined, stoppedAt: undefined, stopCode: undefined, stoppedReason: undefined },
};

function describe({ updatedAt: _, ...detail }: Detail, now: number): Record<string, unknown> {
  const { startedAt } = detail;
  const isHealthy = startedAt !== undefined && now - Date.parse(startedAt) >= healthyAfterMs;
  const times = Object.entries(detail).flatMap(([name, value]) =>
    name.endsWith('At') && typeof value === 'string' ? [[name, Date.parse(value) / 1000]] : [],
  );
  return { ...detail, ...Object.fromEntries(times), healthStatus: isHealthy ? 'HEALTHY' : 'UNKNOWN' };
}
