import type { TaskState } from './fact.ts';

const firstTimes = ['startedAt', 'healthyAt', 'stoppingAt', 'stoppedAt'] as const;

/**
 * Two reports of one task merged: the one with the higher version, with the earliest of each time that only comes
 * once. Equal versions are the same report again.
 */
export function newestTask(one: TaskState | undefined, other: TaskState): TaskState {
  if (one === undefined) return other;
  const newest = other.version > one.version ? other : one;
  const times = firstTimes.flatMap((name) => {
    const known = [one[name], other[name]].filter((time) => time !== undefined);
    return known.length === 0 ? [] : [[name, Math.min(...known)] as const];
  });
  return { ...newest, ...Object.fromEntries(times) };
}
