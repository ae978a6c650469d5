import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import type { TaskDefinitionEntity } from '../entities/task-definition-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';

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
