import type {
  AvailabilityZoneRebalancing,
  ContainerImage,
  CreateServiceRequest,
  DeploymentConfiguration,
  DeploymentController,
  LaunchType,
  LoadBalancer,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
  PropagateTags,
  SchedulingStrategy,
  ServiceRegistry,
  Tag,
} from '@aws-sdk/client-ecs';
import type { StrategyItem, TaskDefinitionEntity } from './task.ts';

/** One rollout of a service, together with the service deployment that the newer API shows of it. */
export interface DeploymentEntity {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly serviceDeploymentArn: string;
  readonly taskDefinition: TaskDefinitionEntity;
  readonly revision: ServiceRevisionEntity;
  /** Revisions that served when this deployment began. */
  readonly sourceRevisionArns: readonly string[];
  readonly createdAt: number;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  failedTasks: number;
  updatedAt: number;
  finishedAt?: number;
  /** Set when the circuit breaker gave the deployment up for an earlier one. */
  rollback?: { readonly startedAt: number; readonly serviceRevisionArn: string };
}

/** What a deployment rolls out, fixed when it begins; a digest stays undefined until the tag could be resolved. */
export interface ServiceRevisionEntity {
  readonly arn: string;
  readonly taskDefinitionArn: string;
  readonly launchType: LaunchType | undefined;
  readonly capacityProviderStrategy: StrategyItem[] | undefined;
  readonly platformVersion: string | undefined;
  readonly networkConfiguration: NetworkConfiguration | undefined;
  readonly loadBalancers: LoadBalancer[];
  readonly createdAt: number;
  containerImages: ContainerImage[];
}

/** What UpdateService can change, kept in the SDK's own shapes. */
export interface ServiceSettings {
  desiredCount: number;
  /** Undefined with an EXTERNAL deployment controller: there each task set has its own. */
  taskDefinition: TaskDefinitionEntity | undefined;
  launchType: LaunchType | undefined;
  capacityProviderStrategy: StrategyItem[] | undefined;
  platformVersion: string | undefined;
  networkConfiguration: NetworkConfiguration | undefined;
  loadBalancers: LoadBalancer[];
  serviceRegistries: ServiceRegistry[];
  deploymentConfiguration: DeploymentConfiguration & {
    minimumHealthyPercent: number;
    maximumPercent: number;
  };
  placementConstraints: PlacementConstraint[];
  placementStrategy: PlacementStrategy[];
  healthCheckGracePeriodSeconds: number;
  enableECSManagedTags: boolean;
  enableExecuteCommand: boolean;
  propagateTags: PropagateTags;
  availabilityZoneRebalancing: AvailabilityZoneRebalancing;
}

/** A service. It stays visible as INACTIVE after its deletion, until its name is used again. */
export interface ServiceEntity {
  readonly arn: string;
  readonly name: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly schedulingStrategy: SchedulingStrategy;
  readonly deploymentController: DeploymentController;
  /** The launch type that it goes back to from a capacity provider strategy. */
  readonly firstLaunchType: LaunchType;
  /** The role by which ECS works the load balancer; the service-linked one when undefined. */
  readonly role: string | undefined;
  /** What it was created by: the same request with the same client token is answered with it. */
  readonly request: CreateServiceRequest;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly settings: ServiceSettings;
  /** Newest first: PRIMARY, then those still being replaced, then the INACTIVE ones as history. */
  deployments: DeploymentEntity[];
  /** Newest first, at most 100. */
  events: { id: string; createdAt: number; message: string }[];
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  /** ECS: an Express service. */
  resourceManagementType: 'CUSTOMER' | 'ECS';
  tags: Tag[];
  /** True from a steady state until the next thing that moves. */
  isSteady: boolean;
  /** Starts in a row that never reached RUNNING, and the time before which no further one is tried. */
  startFailures: number;
  nextStartAt: number;
}
