/** The local ECS as the side panel reads it: what is missing is left out, never a crash. */
export interface EcsTask {
  readonly id: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly healthStatus: string;
  readonly stoppedReason: string;
}

export interface EcsService {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly taskDefinition: string;
  readonly rollout: string;
  readonly tasks: readonly EcsTask[];
}

export interface EcsCluster {
  readonly name: string;
  readonly services: readonly EcsService[];
}
