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
  /** By family; index 0 is revision 1. A deregistered revision keeps its number for ever. */
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

/** ARNs of ECS resources, in the long form that names the cluster. */
export interface Arns {
  cluster(name: string): string;
  service(cluster: string, name: string): string;
  task(cluster: string, id: string): string;
  container(cluster: string, taskId: string, id: string): string;
  taskDefinition(family: string, revision: number): string;
  serviceRevision(cluster: string, service: string, id: string): string;
  serviceDeployment(cluster: string, service: string, id: string): string;
  taskSet(cluster: string, service: string, id: string): string;
}

export function createArns(region: string, accountId: string): Arns {
  const base = `arn:aws:ecs:${region}:${accountId}`;
  return {
    cluster: (name) => `${base}:cluster/${name}`,
    service: (cluster, name) => `${base}:service/${cluster}/${name}`,
    task: (cluster, id) => `${base}:task/${cluster}/${id}`,
    container: (cluster, taskId, id) => `${base}:container/${cluster}/${taskId}/${id}`,
    taskDefinition: (family, revision) => `${base}:task-definition/${family}:${revision}`,
    serviceRevision: (cluster, service, id) => `${base}:service-revision/${cluster}/${service}/${id}`,
    serviceDeployment: (cluster, service, id) => `${base}:service-deployment/${cluster}/${service}/${id}`,
    taskSet: (cluster, service, id) => `${base}:task-set/${cluster}/${service}/${id}`,
  };
}

/** Makes identifiers in ECS's forms from one source of chance, so that a test can repeat a run. */
export interface Ids {
  /** `length` hexadecimal digits; a task id has 32. */
  hex(length: number): string;
  uuid(): string;
  /** Decimal digits without a leading zero; a deployment id has 19. */
  digits(length: number): string;
  /** An IPv4 address in 10.0.0.0/16. */
  privateIp(): string;
}

/** `random` answers from 0 up to, not including, 1. */
export function createIds(random: () => number): Ids {
  const below = (limit: number) => Math.floor(random() * limit);
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('');
  return {
    hex,
    uuid: () => [8, 4, 4, 4, 12].map(hex).join('-'),
    digits: (length) =>
      `${1 + below(9)}${Array.from({ length: length - 1 }, () => String(below(10))).join('')}`,
    privateIp: () => `10.0.${below(64)}.${4 + below(250)}`,
  };
}

/** The tasks that the service's scheduler started and that are not STOPPED. */
export function serviceTasks(store: EcsStore, service: ServiceEntity): TaskEntity[] {
  return [...store.tasks.values()].filter(
    // A service that was deleted and made again has the same ARN, but none of the older one's deployments.
    ({ serviceArn, deploymentId, lastStatus }) =>
      serviceArn === service.arn &&
      lastStatus !== 'STOPPED' &&
      service.deployments.some(({ id }) => id === deploymentId),
  );
}
