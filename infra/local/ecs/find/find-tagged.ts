import type { Tag } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { findTaskDefinition } from './find-task-definition.ts';
import { readIdentifier } from './read-identifier.ts';

/** The cluster, service, task or task definition of an ARN, to read or write its tags. Refuses what is gone. */
export function findTagged(world: EcsWorld, arn = ''): { tags: Tag[] } {
  const { store } = world;
  const [, type = ''] = /^arn:aws:ecs:[^:]*:[^:]*:([a-z-]+)\//.exec(arn) ?? [];
  if (type === 'cluster') {
    const cluster = store.clusters.get(readIdentifier(world, arn, type).join('/'));
    if (cluster?.status === 'ACTIVE') return cluster;
    throw invalidParameter('The specified cluster is inactive. Specify an active cluster and try again.');
  }
  if (type === 'service') {
    const service = store.services.get(arn);
    if (service !== undefined && service.status !== 'INACTIVE') return service;
    throw invalidParameter('The specified service is inactive. Specify an active service and try again.');
  }
  if (type === 'task') {
    const task = store.tasks.get(arn);
    if (task !== undefined && task.lastStatus !== 'STOPPED') return task;
    throw invalidParameter('The specified task is stopped. Specify a running task and try again.');
  }
  if (type === 'task-definition') {
    const definition = findTaskDefinition(world, arn);
    if (definition?.status === 'ACTIVE') return definition;
    throw invalidParameter(
      'The specified task definition is inactive. Specify an active task definition and try again.',
    );
  }
  throw invalidParameter('Invalid resource ARN. Specify a valid resource ARN and try again.');
}
