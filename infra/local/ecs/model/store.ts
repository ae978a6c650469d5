import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import type { ServiceEntity } from './service.ts';
import type { ClusterEntity, TaskDefinitionEntity, TaskEntity } from './task.ts';

/** All resources of the one account and region, each map in order of creation. */
export interface EcsStore {
  /** By name. */
  readonly clusters: Map<string, ClusterEntity>;
  /** By ARN. */
  readonly services: Map<string, ServiceEntity>;
  /** By ARN. */
  readonly tasks: Map<string, TaskEntity>;
  /** By family; index 0 is revision 1. A deregistered revision keeps its number. */
  readonly taskDefinitions: Map<string, TaskDefinitionEntity[]>;
  /** By client token, so that a repeated RunTask starts nothing twice. */
  readonly runTaskTokens: Map<string, { readonly request: RunTaskRequest; readonly tasks: TaskEntity[] }>;
}

export function createEcsStore(): EcsStore {
  return {
    clusters: new Map(),
    services: new Map(),
    tasks: new Map(),
    taskDefinitions: new Map(),
    runTaskTokens: new Map(),
  };
}

export type Arns = ReturnType<typeof createArns>;

/** ARNs of ECS resources, in the long form that names the cluster. */
export function createArns(region: string, accountId: string) {
  const base = `arn:aws:ecs:${region}:${accountId}`;
  return {
    cluster: (name: string) => `${base}:cluster/${name}`,
    service: (cluster: string, name: string) => `${base}:service/${cluster}/${name}`,
    task: (cluster: string, id: string) => `${base}:task/${cluster}/${id}`,
    container: (cluster: string, taskId: string, id: string) =>
      `${base}:container/${cluster}/${taskId}/${id}`,
    taskDefinition: (family: string, revision: number) => `${base}:task-definition/${family}:${revision}`,
    serviceRevision: (cluster: string, service: string, id: string) =>
      `${base}:service-revision/${cluster}/${service}/${id}`,
    serviceDeployment: (cluster: string, service: string, id: string) =>
      `${base}:service-deployment/${cluster}/${service}/${id}`,
    taskSet: (cluster: string, service: string, id: string) => `${base}:task-set/${cluster}/${service}/${id}`,
  };
}

const wordCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

export type Ids = ReturnType<typeof createIds>;

/**
 * Makes identifiers in ECS's formats from one source of randomness, so that a test can repeat a run. `random` returns a number from 0 up to, but not
 * including, 1.
 */
export function createIds(random: () => number) {
  const below = (limit: number) => Math.floor(random() * limit);
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('');
  return {
    /** `length` hexadecimal digits; a task id has 32. */
    hex,
    uuid: () => [8, 4, 4, 4, 12].map(hex).join('-'),
    /** Decimal digits without a leading zero; a deployment id has 19. */
    digits: (length: number) =>
      `${1 + below(9)}${Array.from({ length: length - 1 }, () => String(below(10))).join('')}`,
    /** `length` letters, digits, `_` and `-`. */
    word: (length: number) => Array.from({ length }, () => wordCharacters[below(64)]).join(''),
    /** An IPv4 address in 10.0.0.0/16. */
    privateIp: () => `10.0.${below(64)}.${4 + below(250)}`,
  };
}

/** The tasks that the service's scheduler started and that are not STOPPED. */
export function serviceTasks(store: EcsStore, service: ServiceEntity): TaskEntity[] {
  return [...store.tasks.values()].filter(
    // A service that was deleted and recreated has the same ARN, but none of the old one's deployments.
    ({ serviceArn, deploymentId, lastStatus }) =>
      serviceArn === service.arn &&
      lastStatus !== 'STOPPED' &&
      service.deployments.some(({ id }) => id === deploymentId),
  );
}

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
