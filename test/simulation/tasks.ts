import type { LocalEcs } from '../../infra/local/ecs/ecs.ts';
import type { TaskSnapshot } from '../../infra/local/ecs/snapshot.ts';

/** The tasks that a service has from then on. */
export interface TasksVersion {
  readonly at: number;
  /** `cluster/service`. */
  readonly service: string;
  /** ARNs of those that ECS wants to run on, with whether each runs and is not UNHEALTHY. */
  readonly wanted: readonly (readonly [taskArn: string, isHealthy: boolean])[];
}

/** Adds the tasks of each service that has others than the ledger says. */
export function noteTasks(versions: TasksVersion[], ecs: LocalEcs, at: number): void {
  for (const { name: cluster, services } of ecs.snapshot().clusters) {
    for (const { name, tasks } of services) {
      const service = `${cluster}/${name}`;
      const wanted = tasks
        .filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
        .map((task) => [task.taskArn, isHealthy(task)] as const);
      const last = versions.findLast((each) => each.service === service);
      if (String(last?.wanted) !== String(wanted)) versions.push({ at, service, wanted });
    }
  }
}

/** Whether ECS would call this task healthy, or at least not unhealthy, and wants it to run on. */
export function isHealthy({ lastStatus, desiredStatus, healthStatus }: TaskSnapshot): boolean {
  return lastStatus === 'RUNNING' && desiredStatus === 'RUNNING' && healthStatus !== 'UNHEALTHY';
}

interface FoundTask {
  readonly task: TaskSnapshot;
  readonly service: string | undefined;
  /** The other tasks of its service, as they are when this is called. */
  others(): readonly TaskSnapshot[];
}

/** A task by its ARN or id. */
export function findTask(ecs: LocalEcs, task: string): FoundTask | undefined {
  const id = task.split('/').at(-1);
  for (const cluster of ecs.snapshot().clusters) {
    for (const { name, tasks, serviceArn } of cluster.services) {
      const found = tasks.find((each) => each.id === id);
      if (found === undefined) continue;
      const others = () => {
        const services = ecs.snapshot().clusters.flatMap((each) => each.services);
        const own = services.find((each) => each.serviceArn === serviceArn)?.tasks ?? [];
        return own.filter((each) => each.id !== id);
      };
      return { task: found, service: `${cluster.name}/${name}`, others };
    }
    const alone = cluster.tasks.find((each) => each.id === id);
    if (alone !== undefined) return { task: alone, service: undefined, others: () => [] };
  }
  return undefined;
}
