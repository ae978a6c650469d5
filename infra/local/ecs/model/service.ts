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

/** One rollout of a service, and the service deployment that the newer API shows for it. */
export interface DeploymentEntity {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly serviceDeploymentArn: string;
  readonly taskDefinition: TaskDefinitionEntity;
  readonly revision: ServiceRevisionEntity;
  /** Revisions that were serving when this deployment began. */
  readonly sourceRevisionArns: readonly string[];
  readonly createdAt: number;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  failedTasks: number;
  updatedAt: number;
  finishedAt?: number;
  /** Set when the circuit breaker rolled the deployment back to an earlier one. */
  rollback?: { readonly startedAt: number; readonly serviceRevisionArn: string };
}

/** What a deployment rolls out, fixed when it begins; a digest is undefined until the tag has been resolved. */
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

/** What UpdateService can change, in the SDK's own shapes. */
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

/** A service. Once deleted it stays visible as INACTIVE until its name is reused. */
export interface ServiceEntity {
  readonly arn: string;
  readonly name: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly schedulingStrategy: SchedulingStrategy;
  readonly deploymentController: DeploymentController;
  /** The launch type that it returns to from a capacity provider strategy. */
  readonly firstLaunchType: LaunchType;
  /** The role that ECS manages the load balancer with; the service-linked one when undefined. */
  readonly role: string | undefined;
  /** The request that created it: repeating it with the same client token returns this service. */
  readonly request: CreateServiceRequest;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly settings: ServiceSettings;
  /** Newest first: PRIMARY, then those still being replaced, then the INACTIVE ones as history. */
  deployments: DeploymentEntity[];
  /** Newest first, at most 100. */
  events: { id: string; createdAt: number; message: string }[];
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  /** `ECS` means an Express service. */
  resourceManagementType: 'CUSTOMER' | 'ECS';
  tags: Tag[];
  /** True from a steady state until the next change. */
  isSteady: boolean;
  /** Consecutive starts that never reached RUNNING, and the time before which the next one is not tried. */
  startFailures: number;
  nextStartAt: number;
}
