import type { TaskDefinitionWanted } from '../ecs/task-definition-wanted.ts';

/** A repository of this account's ECR is made. */
export interface CreateRepositoryChange {
  readonly type: 'create-repository';
  readonly target: { readonly repository: string };
}

/** A cluster is made. */
export interface CreateClusterChange {
  readonly type: 'create-cluster';
  readonly target: { readonly cluster: string };
}

/** A cluster without services and tasks is deleted. */
export interface DeleteClusterChange {
  readonly type: 'delete-cluster';
  readonly target: { readonly cluster: string };
}

/** A revision is added to a family of task definitions. */
export interface RegisterTaskDefinitionChange {
  readonly type: 'register-task-definition';
  readonly target: { readonly family: string };
  /** The newest revision when it was asked, 0 without one: of what came after, one that is just so is this change's. */
  readonly before: { readonly revision: number };
  readonly definition: TaskDefinitionWanted;
}

/** A service on Fargate is made, behind a target group. */
export interface CreateServiceChange {
  readonly type: 'create-service';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: { readonly desiredCount: 0; readonly runningCount: 0 };
  readonly after: { readonly desiredCount: number };
  /** `family:revision` */
  readonly taskDefinition: string;
  readonly container: { readonly name: string; readonly port: number };
  readonly subnets: readonly string[];
  readonly securityGroup: string;
  readonly targetGroupArn: string;
}

/** A service is deleted, with its tasks. */
export interface DeleteServiceChange {
  readonly type: 'delete-service';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
}

/** What makes or removes a resource; only a bot that is deployed for the hands-on knows these. */
export type ResourceChange =
  | CreateRepositoryChange
  | CreateClusterChange
  | RegisterTaskDefinitionChange
  | CreateServiceChange
  | DeleteServiceChange
  | DeleteClusterChange;
