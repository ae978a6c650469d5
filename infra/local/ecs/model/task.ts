import type {
  CapacityProviderStrategyItem,
  ClusterConfiguration,
  ClusterServiceConnectDefaults,
  ClusterSetting,
  ContainerDefinition,
  LaunchType,
  Tag,
  TaskDefinition,
  TaskOverride,
  TaskStopCode,
} from '@aws-sdk/client-ecs';

/** How a container acts in the local world; behaviours.md lists the labels. Times are real-life seconds. */
export interface ContainerBehaviour {
  readonly startSeconds: number | undefined;
  readonly exit:
    | { readonly afterSeconds: number; readonly code: number; readonly reason?: string }
    | undefined;
  /** Set when the image cannot be pulled: the end of the CannotPullContainerError. */
  readonly failPull: string | undefined;
  readonly health: 'HEALTHY' | 'UNHEALTHY';
  readonly ignoresSigterm: boolean;
  /** Lines it prints on start. */
  readonly prints: readonly string[] | undefined;
}

export interface ContainerEntity {
  readonly arn: string;
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
  /** Seconds after start until its health is known; undefined without a health check. */
  readonly healthAfter: number | undefined;
  readonly behaviour: ContainerBehaviour;
  readonly cpu: string;
  readonly memory: string | undefined;
  readonly memoryReservation: string | undefined;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  healthStatus: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  imageDigest?: string | undefined;
  runtimeId?: string | undefined;
  exitCode?: number | undefined;
  reason?: string | undefined;
  /** Its process once started, if it has a real one. */
  process?: ContainerProcess | undefined;
}

/** The states of a task's network interface in the local life cycle. */
export type AttachmentStatus = 'PRECREATED' | 'ATTACHING' | 'ATTACHED' | 'DETACHING' | 'DELETED';

/** The elastic network interface of an awsvpc task. */
export interface AttachmentEntity {
  readonly id: string;
  readonly subnetId: string;
  readonly networkInterfaceId: string;
  readonly macAddress: string;
  readonly privateIpv4Address: string;
  /** `ip-10-0-1-2.eu-west-1.compute.internal`; in us-east-1 `ip-10-0-1-2.ec2.internal`. */
  readonly privateDnsName: string;
  status: AttachmentStatus;
}

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

/** The states of a task, in order. */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

/** A task. Times are epoch milliseconds. */
export interface TaskEntity {
  readonly arn: string;
  readonly id: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly taskDefinition: TaskDefinitionEntity;
  readonly group: string;
  readonly startedBy: string | undefined;
  /** Only tasks of a service have these two. */
  readonly serviceArn: string | undefined;
  readonly deploymentId: string | undefined;
  readonly launchType: LaunchType;
  readonly capacityProviderName: string | undefined;
  readonly platformVersion: string | undefined;
  readonly availabilityZone: string;
  readonly cpu: string;
  readonly memory: string;
  readonly overrides: TaskOverride;
  readonly enableExecuteCommand: boolean;
  /** Target groups in which the task is registered while it runs. */
  readonly targetGroupArns: readonly string[];
  readonly containers: ContainerEntity[];
  readonly attachment: AttachmentEntity | undefined;
  readonly createdAt: number;
  tags: Tag[];
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  /** Rises with every change of state; events with equal versions are duplicates. */
  version: number;
  updatedAt: number;
  connectivityAt?: number | undefined;
  pullStartedAt?: number | undefined;
  pullStoppedAt?: number | undefined;
  startedAt?: number | undefined;
  stoppingAt?: number | undefined;
  executionStoppedAt?: number | undefined;
  stoppedAt?: number | undefined;
  stopCode?: TaskStopCode | undefined;
  stoppedReason?: string | undefined;
  /** Protected until this time from scale-in and deployments. */
  protectedUntil?: number | undefined;
}

/** A container that runs as a real process on this machine. */
export interface ContainerProcess {
  /** Undefined if it could not be started. */
  readonly pid: number | undefined;
  /** The port on 127.0.0.1 that it listens on, once it does. */
  port(): number | undefined;
  /** The latest lines that it printed, oldest first; `at` is in epoch milliseconds. */
  lines(): readonly { readonly at: number; readonly message: string }[];
  /** SIGTERM now, SIGKILL if it is still running after its stop timeout. A second call does nothing. */
  stop(): void;
  /** Calls back once with the exit code (128 plus the signal's number after a signal); at once if it has already ended. */
  whenExited(run: (exitCode: number) => void): void;
}

/** Runs containers as processes. */
export interface ContainerRuntime {
  /** Starts a container's process; undefined for a simulated container. */
  run(task: TaskEntity, container: ContainerEntity): ContainerProcess | undefined;
}

/** A strategy item as ECS stores it: 0 for what was left out. */
export type StrategyItem = CapacityProviderStrategyItem & { base: number; weight: number };

/** A cluster; it stays visible as INACTIVE for a while after its deletion. */
export interface ClusterEntity {
  readonly arn: string;
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE';
  tags: Tag[];
  settings: ClusterSetting[];
  configuration: ClusterConfiguration | undefined;
  capacityProviders: string[];
  defaultCapacityProviderStrategy: StrategyItem[];
  serviceConnectDefaults: ClusterServiceConnectDefaults | undefined;
}

/** Elastic Load Balancing's words for a target's health. */
export type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'draining';

/** What ECS registers for a task. */
export interface Target {
  /** The task's id. */
  readonly id: string;
  /** The port on 127.0.0.1 that it listens on, once it does. */
  port(): number | undefined;
  /** Called when its state has changed. */
  onState(): void;
  /** Called at most once a second when it has served requests. */
  onTraffic(): void;
}

export interface TargetHealth {
  readonly state: TargetState;
  /** Why it is unhealthy, in Elastic Load Balancing's words. */
  readonly reason?: string | undefined;
  /** Requests sent to it, without health checks. */
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** HTTP status of the last response. */
  readonly lastStatus?: number | undefined;
}

/** A service's load balancer, as ECS uses it. */
export interface TargetGroups {
  /** The URL for clients. */
  readonly url: string;
  /** How many errors of its own it returned, by HTTP status: 502, 503, 504. */
  errors(): Readonly<Record<string, number>>;
  register(targetGroupArn: string, target: Target): void;
  /**
   * No new requests from now on. `drained` is called once, when the open ones are answered or the deregistration delay is over; at once for a target
   * that is not registered. May be called again while it drains.
   */
  deregister(targetGroupArn: string, id: string, drained: () => void): void;
  /** How a listener rule divides requests between its target groups, replacing what it was. */
  setWeights(
    listenerRule: string,
    weights: readonly { readonly targetGroupArn: string; readonly weight: number }[],
  ): void;
  /** Undefined when it is not registered. */
  health(targetGroupArn: string, id: string): TargetHealth | undefined;
}
