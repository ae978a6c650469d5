import type { EcsStore } from './model/store.ts';

/** Reads that ECS answers from an older state; writes and all other reads see the current one. */
const laggingActions = new Set([
  'DescribeServices',
  'DescribeTasks',
  'GetTaskProtection',
  'ListServices',
  'ListTasks',
]);

interface Seen {
  readonly at: number;
  readonly store: EcsStore;
}

/**
 * ECS's reads lag behind its writes ("eventual consistency", usually seconds according to AWS): answers reads of services and tasks with their state
 * of `lagMs` ago, without a lag at 0.
 */
export function createLaggingReads(store: EcsStore, lagMs: number, now: () => number) {
  let seen: readonly Seen[] = [];
  return {
    /** Records the state after a change. */
    note(): void {
      if (lagMs === 0) return;
      const border = now() - lagMs;
      const newestOld = seen.findLast(({ at }) => at <= border);
      seen = [
        ...seen.filter((each) => each === newestOld || each.at > border),
        { at: now(), store: copyOf(store) },
      ];
    },
    /** The state that an action sees. */
    storeFor(action: string): EcsStore {
      if (lagMs === 0 || !laggingActions.has(action)) return store;
      const border = now() - lagMs;
      return (seen.findLast(({ at }) => at <= border) ?? seen[0])?.store ?? store;
    },
  };
}

function copyOf(store: EcsStore): EcsStore {
  const services = [...store.services].map(([arn, service]) => {
    const deployments = service.deployments.map((deployment) => ({ ...deployment }));
    return [arn, { ...service, settings: { ...service.settings }, deployments }] as const;
  });
  const tasks = [...store.tasks].map(([arn, task]) => {
    const containers = task.containers.map((container) => ({ ...container }));
    return [arn, { ...task, containers }] as const;
  });
  return { ...store, services: new Map(services), tasks: new Map(tasks) };
}
