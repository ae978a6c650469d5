import type {
  AvailabilityZoneRebalancing,
  ContainerImage,
  CreateServiceRequest,
  DeploymentCircuitBreaker,
  DeploymentConfiguration,
  DeploymentController,
  DeploymentLifecycleHook,
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookStage,
  DeploymentLifecycleHookStatus,
  DeploymentLifecycleHookTargetType,
  DeploymentStrategy,
  LaunchType,
  LoadBalancer,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
  PropagateTags,
  SchedulingStrategy,
  ServiceDeploymentLifecycleStage,
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
  /** As it was when this deployment began. */
  readonly configuration: DeploymentSettings;
  /** Alarms that rang already when it began: they don't end it, so that a repair can be deployed. */
  readonly ignoredAlarms: readonly string[];
  /** When the scheduler first looked at it; until then the service deployment is PENDING. */
  startedAt?: number;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  failedTasks: number;
  updatedAt: number;
  finishedAt?: number;
  /** True once it was completed; a later rollback to it is part of the deployment that failed. */
  hasSucceeded?: boolean;
  /** Set when it was rolled back to an earlier one; `isRequested` until the scheduler begins with that. */
  rollback?: { readonly startedAt: number; readonly serviceRevisionArn: string; isRequested: boolean };
  /** Alarms that ended it. */
  triggeredAlarms?: readonly string[];
  /** Where it stands; undefined for a rolling deployment without hooks and bake time, which has no stages. */
  progress?: StageProgress;
}

/** A deployment's way through its stages. */
export interface StageProgress {
  readonly steps: readonly StageStep[];
  /** The index of the current step; past the end when all are over. */
  at: number;
  /** When the current step was entered; undefined before. */
  enteredAt: number | undefined;
  /** Those of the last stage that had some. */
  hooks: HookEntity[];
  /** Those of the current step. */
  waitsFor: HookEntity[];
  /** The revision that serves until this one does; undefined for a service's first deployment. */
  readonly sourceRevisionArn: string | undefined;
  /** The target's share of production and test traffic, in percent. The source has the rest. */
  traffic: { readonly production: number; readonly test: number };
}

/** The SDK's enumeration of what `lifecycleStage` can be lacks PRE_PRODUCTION_TRAFFIC_SHIFT, which its text names. */
export type Stage = ServiceDeploymentLifecycleStage | DeploymentLifecycleHookStage;

/** One step; a deployment may pass a stage several times. */
export interface StageStep {
  readonly stage: Stage;
  readonly bakeMinutes?: number;
  /** The target's share of the traffic from here on, in percent. */
  readonly production?: number;
  readonly test?: number;
}

/** A hook as ECS keeps it, with its defaults. */
export interface LifecycleHook extends DeploymentLifecycleHook {
  targetType: DeploymentLifecycleHookTargetType;
  lifecycleStages: DeploymentLifecycleHookStage[];
  timeoutConfiguration: { timeoutInMinutes: number; action: DeploymentLifecycleHookAction };
}

/** One run of a hook at a stage. */
export interface HookEntity {
  readonly id: string;
  readonly hook: LifecycleHook;
  readonly stage: Stage;
  readonly expiresAt: number;
  status: DeploymentLifecycleHookStatus;
}

/** What a hook's Lambda function gets. */
export interface HookCall {
  readonly executionId: string;
  readonly lifecycleStage: Stage;
  readonly resourceArn: string;
  readonly executionDetails: {
    readonly serviceArn: string;
    readonly targetServiceRevisionArn: string;
    readonly testTrafficWeights: Readonly<Record<string, number>>;
    readonly productionTrafficWeights: Readonly<Record<string, number>>;
  };
  /** Those of the hook, and what the function answered last time. */
  readonly hookDetails?: Readonly<Record<string, unknown>>;
}

/** How a service deploys, with ECS's defaults filled in. */
export interface DeploymentSettings extends DeploymentConfiguration {
  minimumHealthyPercent: number;
  maximumPercent: number;
  strategy: DeploymentStrategy;
  bakeTimeInMinutes: number;
  deploymentCircuitBreaker: DeploymentCircuitBreaker;
  lifecycleHooks?: LifecycleHook[];
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
  /** The target group of its tasks for each load balancer: the first or the alternate one. */
  readonly targetGroupArns: readonly string[];
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
  deploymentConfiguration: DeploymentSettings;
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
