import type { ContainerDefinition, Tag, TaskDefinition } from '@aws-sdk/client-ecs';

/** A revision of a task definition. `definition` holds what was registered, with ECS's defaults filled in. */
export interface TaskDefinitionEntity {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly definition: Omit<TaskDefinition, 'status' | 'deregisteredAt'>;
  readonly containers: readonly (ContainerDefinition & { name: string; image: string })[];
  tags: Tag[];
  status: 'ACTIVE' | 'INACTIVE';
  deregisteredAt: number | undefined;
}
