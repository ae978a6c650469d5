import type { KeptLogs, KeptStop, StoppedTasks } from '../../src/store/stopped-tasks.ts';

/** A black box in memory: what commands read, without a table. */
export function memoryStoppedTasks(): StoppedTasks {
  const stops: KeptStop[] = [];
  const logs = new Map<string, KeptLogs>();
  const newest = (most: number, fits: (each: KeptStop) => boolean) =>
    stops
      .filter(fits)
      .sort((one, other) => Number(other.task.stoppedAt) - Number(one.task.stoppedAt))
      .slice(0, most);
  return {
    async keep(more) {
      stops.push(...more);
      return [];
    },
    find: async (taskId) => stops.find(({ task }) => task.id === taskId),
    stopsOf: async ({ cluster, service, family }, most) =>
      newest(
        most,
        ({ task }) =>
          task.cluster === cluster &&
          (service === undefined || task.service === service) &&
          (family === undefined ||
            (task.service === undefined && task.taskDefinition.startsWith(`${family}:`))),
      ),
    failures: async (most) => newest(most, ({ explanation }) => !explanation.expected),
    async keepLogs(taskId, container, lines) {
      logs.set(taskId, { container, lines });
    },
    logsOf: async (taskId) => logs.get(taskId),
  };
}
