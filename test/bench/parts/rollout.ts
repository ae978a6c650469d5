import { createHash } from 'node:crypto';
import { taskEvent } from '../../helpers/task-events.ts';

const id = (...parts: (string | number)[]) =>
  createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 32);

/** The events of a rolling deployment of `shop/web` that replaces so many tasks, a few at a time, in the order of their times. Each `number` has ids of its own. */
export function rolloutEvents(tasks: number, begin: number, number = 0): string[] {
  const events = Array.from({ length: tasks }, (_, index) => {
    const at = begin + Math.floor(index / 10) * 45_000 + index;
    const fresh = {
      id: id(number, 'new', index),
      taskDefinition: 'web:2',
      startedBy: 'ecs-svc/2',
      createdAt: at,
    };
    const stop = {
      id: id(number, 'old', index),
      taskDefinition: 'web:1',
      startedBy: 'ecs-svc/1',
      createdAt: begin - 3_600_000,
      startedAt: begin - 3_500_000,
      desiredStatus: 'STOPPED' as const,
      stoppingAt: at + 22_000,
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
    };
    const startedAt = at + 20_000;
    return [
      { ...fresh, at, version: 1, lastStatus: 'PROVISIONING' },
      { ...fresh, at: at + 8000, version: 2, lastStatus: 'PENDING' },
      { ...fresh, at: startedAt, version: 3, lastStatus: 'RUNNING', startedAt },
      { ...stop, at: at + 22_000, version: 5, lastStatus: 'RUNNING' },
      { ...stop, at: at + 40_000, version: 6, lastStatus: 'STOPPED', stoppedAt: at + 40_000 },
    ];
  });
  return events
    .flat()
    .sort((one, other) => one.at - other.at)
    .map((task) => taskEvent(task));
}
