import type { Task } from '../../../src/ecs/task.ts';
import type { BlackBox, KeptLogs } from '../../../src/store/black-box.ts';

/** A black box in memory: what commands read, without a table. */
export function memoryBlackBox(): BlackBox {
  const tasks: { task: Task; failed: boolean }[] = [];
  const logs = new Map<string, KeptLogs>();
  const newest = (most: number, fits: (each: { task: Task; failed: boolean }) => boolean) =>
    tasks
      .filter(fits)
      .map(({ task }) => task)
      .sort((one, other) => Number(other.stoppedAt) - Number(one.stoppedAt))
      .slice(0, most);
  return {
    async keep(stops) {
      tasks.push(...stops);
      return [];
    },
    find: async (taskId) => tasks.find(({ task }) => task.id === taskId)?.task,
    stopsOf: async ({ cluster, service }, most) =>
      newest(
        most,
        ({ task }) => task.cluster === cluster && (service === undefined || task.service === service),
      ),
    failures: async (most) => newest(most, ({ failed }) => failed),
    async keepLogs(taskId, container, lines) {
      logs.set(taskId, { container, lines });
    },
    logsOf: async (taskId) => logs.get(taskId),
  };
}
