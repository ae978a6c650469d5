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
} from '@aws-sdk/client-ecs';

/** How a container acts in the local world; behaviours.md tells which label asks for what. Seconds of real life. */
export interface ContainerBehaviour {
  readonly startSeconds: number | undefined;
  readonly exit:
    | { readonly afterSeconds: number; readonly code: number; readonly reason?: string }
    | undefined;
  /** Set when the image can not be pulled: the end of the CannotPullContainerError. */
  readonly failPull: string | undefined;
  readonly health: 'HEALTHY' | 'UNHEALTHY';
  readonly ignoresSigterm: boolean;
  /** What it prints at its start, line by line. */
  readonly prints: readonly string[] | undefined;
}

/** A container of a task. */
export interface ContainerEntity {
  readonly arn: string;
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
  /** Seconds of running until its health is known; undefined where the container has no health check. */
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
  /** Its process, from its start on, where it is a real one. */
  process?: ContainerProcess | undefined;
}

/** States of a task's network interface that the local life cycle passes through. */
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

/** The states of a task, in the order in which they are passed. */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

/** Why a task stopped, as far as the local ECS knows reasons. */
export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated';

/** A task. Times are epoch milliseconds. */
export interface TaskEntity {
  readonly arn: string;
  readonly id: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly taskDefinition: TaskDefinitionEntity;
  readonly group: string;
  readonly startedBy: string | undefined;
  /** Only a service's task has these two. */
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
  /** Rises with every change of state; equal versions are the same event. */
  version: number;
  updatedAt: number;
  connectivityAt?: number | undefined;
  pullStartedAt?: number | undefined;
  pullStoppedAt?: number | undefined;
  startedAt?: number | undefined;
  stoppingAt?: number | undefined;
  executionStoppedAt?: number | undefined;
  stoppedAt?: number | undefined;
  stopCode?: StopCode | undefined;
  stoppedReason?: string | undefined;
  /** Until when neither scaling in nor a deployment may take it. */
  protectedUntil?: number | undefined;
}

/** A container that is a real process of this machine. */
export interface ContainerProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Where on 127.0.0.1 it listens, once it does. */
  port(): number | undefined;
  /** What it printed, the newest lines, the oldest first; `at` is in epoch milliseconds. */
  lines(): readonly { readonly at: number; readonly message: string }[];
  /** SIGTERM now, SIGKILL when it has not ended within its stop timeout. A second call does nothing. */
  stop(): void;
  /** Calls back once with the exit code, 128 and the signal's number for a signal; at once when it has ended. */
  whenExited(run: (exitCode: number) => void): void;
}

/** What makes processes of containers. */
export interface ContainerRuntime {
  /** Starts a container's process; undefined for a container that is only played. */
  run(task: TaskEntity, container: ContainerEntity): ContainerProcess | undefined;
}

/** An item of a strategy as ECS keeps it: what was left out is 0. */
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
  /** Where on 127.0.0.1 it listens, once it does. */
  port(): number | undefined;
  /** Told when its state changed. */
  onState(): void;
  /** Told, at most once a second, when it has served. */
  onTraffic(): void;
}

/** A target as its load balancer sees it. */
export interface TargetHealth {
  readonly state: TargetState;
  /** Why it is unhealthy, in Elastic Load Balancing's words. */
  readonly reason?: string | undefined;
  /** Requests that it was sent, health checks not counted. */
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** HTTP status of the last answer. */
  readonly lastStatus?: number | undefined;
}

/** The load balancer behind a service, for ECS. */
export interface TargetGroups {
  /** Where clients ask. */
  readonly url: string;
  /** How often it had to answer itself, by HTTP status: 502, 503, 504. */
  errors(): Readonly<Record<string, number>>;
  register(targetGroupArn: string, target: Target): void;
  /**
   * No new request from now on. `drained` is called once, when the open ones are answered or the deregistration delay is
   * over; at once for a target that is not registered. Can be asked again while it drains.
   */
  deregister(targetGroupArn: string, id: string, drained: () => void): void;
  /** Undefined when it is not registered. */
  health(targetGroupArn: string, id: string): TargetHealth | undefined;
}
