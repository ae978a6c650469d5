import { eventTime } from './event-time.ts';
import type { FactSet } from './fact-set.ts';

/** How long before the newest one an event that belongs to no episode is kept, and how many tasks. */
const windowMs = 15 * 60_000;
const mostTasks = 30;

/** Events of no episode are kept for an opening that comes late; what is older than that can't belong to it. */
export function pruneLoose(loose: FactSet): FactSet {
  const tasks = Object.entries(loose.tasks).sort(
    ([oneId, one], [otherId, other]) => other.updatedAt - one.updatedAt || (oneId < otherId ? -1 : 1),
  );
  const deployments = Object.entries(loose.deployments);
  const actions = Object.entries(loose.actions);
  const newest = Math.max(
    0,
    ...tasks.map(([id, task]) => eventTime({ kind: 'task', id, ...task })),
    ...[...deployments, ...actions].map(([, { at }]) => at),
  );
  const since = newest - windowMs;
  return {
    ...loose,
    tasks: Object.fromEntries(tasks.filter(([, task]) => task.updatedAt >= since).slice(0, mostTasks)),
    deployments: Object.fromEntries(deployments.filter(([, { at }]) => at >= since)),
    actions: Object.fromEntries(actions.filter(([, { at }]) => at >= since)),
  };
}
