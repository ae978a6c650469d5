import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import { toDate } from './to-date.ts';

/** A revision as DescribeTaskDefinition shows it. */
export function describeTaskDefinition(entity: TaskDefinitionEntity): TaskDefinition {
  return { ...entity.definition, status: entity.status, deregisteredAt: toDate(entity.deregisteredAt) };
}
