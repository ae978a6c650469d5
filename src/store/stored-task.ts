import type { Task } from '../ecs/task.ts';

const times = ['createdAt', 'startedAt', 'stoppingAt', 'executionStoppedAt', 'stoppedAt'] as const;

/** A task as the table holds it: times in epoch milliseconds, and no `undefined`, which an item does not know. */
export type StoredTask = Omit<Task, (typeof times)[number]> & {
  readonly [Time in (typeof times)[number]]?: number;
};

export function toStored(task: Task): StoredTask {
  const plain = JSON.parse(JSON.stringify(task)) as StoredTask;
  const millis = times.flatMap((time) => (task[time] === undefined ? [] : [[time, task[time].getTime()]]));
  return { ...plain, ...Object.fromEntries(millis) };
}

export function fromStored(stored: StoredTask): Task {
  const date = (time: (typeof times)[number]) =>
    stored[time] === undefined ? undefined : new Date(stored[time]);
  return {
    ...stored,
    service: stored.service,
    zone: stored.zone,
    launchType: stored.launchType,
    stopCode: stored.stopCode,
    stoppedReason: stored.stoppedReason,
    containers: stored.containers.map((container) => ({
      ...container,
      digest: container.digest,
      exitCode: container.exitCode,
      reason: container.reason,
    })),
    createdAt: date('createdAt'),
    startedAt: date('startedAt'),
    stoppingAt: date('stoppingAt'),
    executionStoppedAt: date('executionStoppedAt'),
    stoppedAt: date('stoppedAt'),
  };
}
