import type { TaskState } from './fact.ts';

const firstTimes = ['startedAt', 'healthyAt', 'stoppingAt', 'stoppedAt'] as const;

/**
 * Two reports of one task merged: the one with the higher version, with the earliest of each time that only comes
 * once. Equal versions are the same report again.
 */
export function newestTask(one: TaskState | undefined, other: TaskState): TaskState {
  if (one === undefined) return other;
  const newest = isNewer(other, one) ? other : one;
  const times = firstTimes.flatMap((name) => {
    const known = [one[name], other[name]].filter((time) => time !== undefined);
    return known.length === 0 ? [] : [[name, Math.min(...known)] as const];
  });
  const unhealthy = [one.unhealthyAt, other.unhealthyAt].filter((time) => time !== undefined);
  return {
    ...newest,
    ...Object.fromEntries(times),
    ...(unhealthy.length > 0 && { unhealthyAt: Math.max(...unhealthy) }),
  };
}

/** An event knows when its state came to be; DescribeTasks, with the same version, only the times that the task itself has. */
function isNewer(one: TaskState, other: TaskState): boolean {
  return one.version === other.version ? one.updatedAt > other.updatedAt : one.version > other.version;
}
