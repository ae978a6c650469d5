import type { Failure, Tag } from '@aws-sdk/client-ecs';
import { ServiceError } from '../aws/wire.ts';
import type { ServiceEntity } from './model/service.ts';
import type { ClusterEntity, TaskDefinitionEntity, TaskEntity } from './model/task.ts';
import { clientError, invalidParameter } from './refuse.ts';
import type { EcsWorld } from './world.ts';

/** The resources for these ARNs, each once: what exists, and a failure for each one that is missing or that `reasonOf` rejects. */
export function findAll<Entity extends object>(
  arns: readonly string[],
  find: (arn: string) => Entity | undefined,
  reasonOf: (entity: Entity) => string | undefined = () => undefined,
): { found: Entity[]; failures: Failure[] } {
  const asked = [...new Set(arns)].map((arn) => {
    const entity = find(arn);
    return { arn, entity, reason: entity === undefined ? 'MISSING' : reasonOf(entity) };
  });
  return {
    found: asked.flatMap(({ entity, reason }) => (reason === undefined && entity) || []),
    failures: asked.flatMap(({ arn, reason }) => (reason === undefined ? [] : { arn, reason })),
  };
}

/** The tasks with these ids and ARNs, in the form of `findAll`. */
export function findTasks(
  world: EcsWorld,
  cluster: ClusterEntity,
  identifiers: readonly string[] = [],
  reasonOf?: (task: TaskEntity) => string | undefined,
) {
  const arns = identifiers.map((identifier) => findTask(world, cluster, identifier).arn);
  return findAll(arns, (arn) => world.store.tasks.get(arn), reasonOf);
}

/** The task with that id or ARN, and its full ARN; stopped ones are found for an hour. Refuses what can't be a task id. */
export function findTask(
  world: EcsWorld,
  cluster: ClusterEntity,
  identifier: string,
): { arn: string; task: TaskEntity | undefined } {
  const id = readNameInCluster(world, cluster, identifier, 'task');
  if (id.length > 36) throw invalidParameter('taskId longer than 36.');
  if (id.length !== 32 && id.length !== 36) throw invalidParameter('taskId length should be one of [32,36]');
  const arn = world.arns.task(cluster.name, id);
  return { arn, task: world.store.tasks.get(arn) };
}

/** The last part of `name`, `cluster/name` or either form of ARN. Refuses one in another cluster. */
export function readNameInCluster(
  world: EcsWorld,
  cluster: ClusterEntity,
  identifier: string,
  type: 'service' | 'task',
): string {
  const parts = readIdentifier(world, identifier, type);
  const [first = '', second] = parts;
  if (parts.length > 2) throw invalidParameter('Unexpected number of separators');
  if (second === undefined) return first;
  if (first !== cluster.name) {
    throw invalidParameter(`Identifier is for ${first}. Your cluster is ${cluster.name}`);
  }
  return second;
}

/**
 * The parts of a name or ARN of the given resource type: `name` for `name`, `cluster/name` and their ARNs. Refuses an ARN of another account, region
 * or type.
 */
export function readIdentifier(
  world: Pick<EcsWorld, 'region' | 'accountId'>,
  text: string,
  type: 'cluster' | 'service' | 'task' | 'task-definition' | 'service-revision' | 'service-deployment',
): string[] {
  if (!text.startsWith('arn:')) return text.split('/');
  const [, partition, service, region, account, ...resource] = text.split(':');
  const [resourceType, ...parts] = resource.join(':').split('/');
  if (service !== 'ecs' || resourceType !== type || parts.length === 0) {
    throw invalidParameter(`Invalid identifier: ${text} is not the ARN of a ${type.replace('-', ' ')}.`);
  }
  if (partition !== 'aws') {
    throw invalidParameter(`Identifier is for ${partition}. Your partition is aws`);
  }
  if (region !== world.region) {
    throw invalidParameter(`Identifier is for ${region}. Your region is ${world.region}`);
  }
  if (account !== world.accountId) {
    throw invalidParameter(`Identifier is for ${account}. Your accountId is ${world.accountId}`);
  }
  return parts;
}

/** The service with that name or ARN, in any status. Throws ServiceNotFoundException. */
export function findService(
  world: EcsWorld,
  clusterIdentifier: string | undefined,
  identifier = '',
): ServiceEntity {
  const cluster = findCluster(world, clusterIdentifier);
  const name = readNameInCluster(world, cluster, identifier, 'service');
  const service = world.store.services.get(world.arns.service(cluster.name, name));
  if (service === undefined) throw new ServiceError('ServiceNotFoundException', 'Service not found.');
  return service;
}

/** The ACTIVE cluster with that name or ARN; `default` when none is named. Throws ClusterNotFoundException. */
export function findCluster(world: EcsWorld, identifier = 'default'): ClusterEntity {
  const cluster = world.store.clusters.get(readIdentifier(world, identifier, 'cluster').join('/'));
  if (cluster === undefined) throw new ServiceError('ClusterNotFoundException', 'Cluster not found.');
  if (cluster.status !== 'ACTIVE') {
    throw new ServiceError('ClusterNotFoundException', 'The referenced cluster was inactive.');
  }
  return cluster;
}

/** The cluster, service, task or task definition with this ARN, to read or write its tags. Refuses one that is gone. */
export function findTagged(world: EcsWorld, arn = ''): { tags: Tag[] } {
  const { store } = world;
  const [, type = ''] = /^arn:aws:ecs:[^:]*:[^:]*:([a-z-]+)\//.exec(arn) ?? [];
  if (type === 'cluster') {
    const cluster = store.clusters.get(readIdentifier(world, arn, type).join('/'));
    if (cluster?.status === 'ACTIVE') return cluster;
    throw unusable('cluster');
  }
  if (type === 'service') {
    const service = store.services.get(arn);
    if (service !== undefined && service.status !== 'INACTIVE') return service;
    throw unusable('service');
  }
  if (type === 'task') {
    const task = store.tasks.get(arn);
    if (task !== undefined && task.lastStatus !== 'STOPPED') return task;
    throw invalidParameter('The specified task is stopped. Specify a running task and try again.');
  }
  if (type === 'task-definition') {
    const definition = findTaskDefinition(world, arn);
    if (definition?.status === 'ACTIVE') return definition;
    throw unusable('task definition');
  }
  throw invalidParameter('Invalid resource ARN. Specify a valid resource ARN and try again.');

  function unusable(what: string): ServiceError {
    return invalidParameter(`The specified ${what} is inactive. Specify an active ${what} and try again.`);
  }
}

/**
 * The revision for `family:revision`, its ARN, or `family` alone (the latest ACTIVE one); undefined when there is none. Refuses a revision that is
 * not a number.
 */
export function findTaskDefinition(world: EcsWorld, identifier: string): TaskDefinitionEntity | undefined {
  const [family = '', ...rest] = readIdentifier(world, identifier, 'task-definition').join('/').split(':');
  const revisions = world.store.taskDefinitions.get(family) ?? [];
  if (rest.length === 0) return revisions.findLast(({ status }) => status === 'ACTIVE');
  const revision = rest.join(':');
  if (!/^\d{1,9}$/.test(revision)) throw invalidParameter(`Invalid revision number. Number: ${revision}`);
  return revisions.find((entity) => entity.revision === Number(revision));
}

/** The revision that a new service, deployment or task may use. Throws ClientException. */
export function findUsableTaskDefinition(
  world: EcsWorld,
  identifier: string | undefined,
): TaskDefinitionEntity {
  if (identifier === undefined || identifier === '') throw clientError('TaskDefinition can not be blank.');
  const entity = findTaskDefinition(world, identifier);
  if (entity === undefined) throw clientError('TaskDefinition not found.');
  if (entity.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive');
  return entity;
}
