import * as ecs from '@aws-sdk/client-ecs';
import { takePage as cutPage } from '../aws/paging.ts';
import type { Actions, Constraints, RequestModel } from '../aws/request-model.ts';
import type { Violation } from '../aws/wire.ts';
import { clientError, invalidParameter, nameRule } from './refuse.ts';
import type { EcsWorld } from './world.ts';

export type EcsActions = Actions<typeof ecs, EcsWorld>;

const tagText = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*';

/** Constraints from the API's model for the actions supported here (as of 2026-07). */
const modelled = {
  'AwsVpcConfiguration.assignPublicIp': { enum: 'AssignPublicIp' },
  'CanaryConfiguration.canaryPercent': { number: 'float' },
  'CapacityProviderStrategyItem.base': { min: 0, max: 100000 },
  'CapacityProviderStrategyItem.weight': { min: 0, max: 1000 },
  'ClusterSetting.name': { enum: 'ClusterSettingName' },
  'ContainerDefinition.versionConsistency': { enum: 'VersionConsistency' },
  'ContainerDependency.condition': { enum: 'ContainerCondition' },
  'ContinueServiceDeploymentRequest.action': { enum: 'DeploymentLifecycleHookAction' },
  tags: { max: 50 },
  availabilityZoneRebalancing: { enum: 'AvailabilityZoneRebalancing' },
  launchType: { enum: 'LaunchType' },
  propagateTags: { enum: 'PropagateTags' },
  schedulingStrategy: { enum: 'SchedulingStrategy' },
  'DeploymentConfiguration.strategy': { enum: 'DeploymentStrategy' },
  'DeploymentController.type': { enum: 'DeploymentControllerType' },
  'DeploymentLifecycleHook.lifecycleStages[]': { enum: 'DeploymentLifecycleHookStage' },
  'DeploymentLifecycleHook.targetType': { enum: 'DeploymentLifecycleHookTargetType' },
  'DeploymentLifecycleHookTimeoutConfiguration.action': { enum: 'DeploymentLifecycleHookAction' },
  'DeploymentLifecycleHookTimeoutConfiguration.timeoutInMinutes': { min: 1, max: 20160 },
  'DeploymentEarlySuccessCriteria.sourceServiceRevisionCleanup': { enum: 'ServiceRevisionCleanup' },
  'DescribeClustersRequest.include[]': { enum: 'ClusterField' },
  'DescribeServicesRequest.include[]': { enum: 'ServiceField' },
  'DescribeTaskDefinitionRequest.include[]': { enum: 'TaskDefinitionField' },
  'DescribeTasksRequest.include[]': { enum: 'TaskField' },
  'Device.permissions[]': { enum: 'DeviceCgroupPermission' },
  'DockerVolumeConfiguration.scope': { enum: 'Scope' },
  'EBSTagSpecification.resourceType': { enum: 'EBSResourceType' },
  'EFSAuthorizationConfig.iam': { enum: 'EFSAuthorizationConfigIAM' },
  'EFSVolumeConfiguration.transitEncryption': { enum: 'EFSTransitEncryption' },
  'EnvironmentFile.type': { enum: 'EnvironmentFileType' },
  'ExecuteCommandConfiguration.logging': { enum: 'ExecuteCommandLogging' },
  'FirelensConfiguration.type': { enum: 'FirelensConfigurationType' },
  'LinearConfiguration.stepPercent': { number: 'float' },
  'GatewayConnectorFilters.accessTypes[]': { enum: 'AccessType' },
  'GatewayConnectorHealthCheck.healthCheckProtocol': { enum: 'GatewayConnectorHealthCheckProtocol' },
  'ListServiceDeploymentsRequest.status[]': { enum: 'ServiceDeploymentStatus' },
  'ListServicesRequest.resourceManagementType': { enum: 'ResourceManagementType' },
  'ListTaskDefinitionsRequest.sort': { enum: 'SortOrder' },
  'ListTaskDefinitionsRequest.status': { enum: 'TaskDefinitionStatus' },
  'ListTasksRequest.desiredStatus': { enum: 'DesiredStatus' },
  'LogConfiguration.logDriver': { enum: 'LogDriver' },
  'PlacementConstraint.type': { enum: 'PlacementConstraintType' },
  'PlacementStrategy.type': { enum: 'PlacementStrategyType' },
  'PortMapping.appProtocol': { enum: 'ApplicationProtocol' },
  'PortMapping.protocol': { enum: 'TransportProtocol' },
  'ProxyConfiguration.type': { enum: 'ProxyConfigurationType' },
  'RegisterTaskDefinitionRequest.ipcMode': { enum: 'IpcMode' },
  'RegisterTaskDefinitionRequest.networkMode': { enum: 'NetworkMode' },
  'RegisterTaskDefinitionRequest.pidMode': { enum: 'PidMode' },
  'RegisterTaskDefinitionRequest.requiresCompatibilities[]': { enum: 'Compatibility' },
  'ResourceRequirement.type': { enum: 'ResourceType' },
  'RuntimePlatform.cpuArchitecture': { enum: 'CPUArchitecture' },
  'RuntimePlatform.operatingSystemFamily': { enum: 'OSFamily' },
  'ServiceConnectAccessLogConfiguration.format': { enum: 'ServiceConnectAccessLoggingFormat' },
  'ServiceConnectAccessLogConfiguration.includeQueryParameters': {
    enum: 'ServiceConnectIncludeQueryParameters',
  },
  'ServiceConnectClientAlias.port': { min: 0, max: 65535 },
  'ServiceConnectService.ingressPortOverride': { min: 0, max: 65535 },
  'ServiceManagedEBSVolumeConfiguration.filesystemType': { enum: 'TaskFilesystemType' },
  'StopServiceDeploymentRequest.stopType': { enum: 'StopServiceDeploymentStopType' },
  'Tag.key': { min: 1, max: 128, pattern: tagText },
  'Tag.value': { min: 0, max: 256, pattern: tagText },
  'TaskDefinitionPlacementConstraint.type': { enum: 'TaskDefinitionPlacementConstraintType' },
  'TaskManagedEBSVolumeConfiguration.filesystemType': { enum: 'TaskFilesystemType' },
  'ThresholdConfiguration.type': { enum: 'ThresholdType' },
  'TimeoutConfiguration.idleTimeoutSeconds': { min: 0, max: 2147483647 },
  'TimeoutConfiguration.perRequestTimeoutSeconds': { min: 0, max: 2147483647 },
  'Ulimit.name': { enum: 'UlimitName' },
  'UntagResourceRequest.tagKeys[]': { min: 1, max: 128, pattern: tagText },
} satisfies Constraints;

const port = { min: 0, max: 65_535 };
const page = { min: 1, max: 100 };
/** Printable ASCII without the space. */
const token = '[!-~]*';

/** Constraints that only the text of the API reference gives. Ranges that apply to Fargate alone are in fargate-rules.ts. */
const documented = {
  'AwsVpcConfiguration.securityGroups': { max: 5 },
  'AwsVpcConfiguration.subnets': { max: 16 },
  'CanaryConfiguration.canaryBakeTimeInMinutes': { min: 0, max: 1440 },
  'CanaryConfiguration.canaryPercent': { min: 0.1, max: 100, number: 'float' },
  'ContainerDefinition.cpu': { min: 0 },
  'ContainerDefinition.credentialSpecs': { max: 1 },
  'ContainerDefinition.environmentFiles': { max: 10 },
  'ContainerDefinition.startTimeout': { min: 0 },
  'ContainerDefinition.stopTimeout': { min: 0 },
  'ContainerOverride.cpu': { min: 0 },
  'ContainerOverride.environmentFiles': { max: 10 },
  'ContainerRestartPolicy.ignoredExitCodes': { max: 50 },
  'ContainerRestartPolicy.restartAttemptPeriod': { min: 60, max: 1800 },
  capacityProviders: { max: 20 },
  defaultCapacityProviderStrategy: { max: 20 },
  capacityProviderStrategy: { max: 20 },
  'CreateServiceRequest.clientToken': { max: 36, pattern: token },
  healthCheckGracePeriodSeconds: { min: 0 },
  loadBalancers: { max: 5 },
  'CreateServiceRequest.placementConstraints': { max: 10 },
  placementStrategy: { max: 5 },
  serviceRegistries: { max: 1 },
  'DeploymentConfiguration.bakeTimeInMinutes': { min: 0, max: 1440 },
  'DescribeClustersRequest.clusters': { max: 100 },
  'DescribeServiceDeploymentsRequest.serviceDeploymentArns': { max: 20 },
  'DescribeServiceRevisionsRequest.serviceRevisionArns': { max: 20 },
  'DescribeServicesRequest.services': { max: 10 },
  'DescribeTasksRequest.tasks': { max: 100 },
  'EFSVolumeConfiguration.transitEncryptionPort': port,
  'EphemeralStorage.sizeInGiB': { min: 21, max: 200 },
  'GetTaskProtectionRequest.tasks': { max: 100 },
  'HealthCheck.interval': { min: 5, max: 300 },
  'HealthCheck.retries': { min: 1, max: 10 },
  'HealthCheck.startPeriod': { min: 0, max: 300 },
  'HealthCheck.timeout': { min: 2, max: 60 },
  'LinearConfiguration.stepBakeTimeInMinutes': { min: 0, max: 1440 },
  'LinearConfiguration.stepPercent': { min: 3, max: 100, number: 'float' },
  'LinuxParameters.maxSwap': { min: 0 },
  'LinuxParameters.sharedMemorySize': { min: 1 },
  'LinuxParameters.swappiness': { min: 0, max: 100 },
  maxResults: page,
  'ListServiceDeploymentsRequest.maxResults': page,
  'LoadBalancer.containerPort': port,
  'PlacementConstraint.expression': { max: 2000 },
  'PortMapping.containerPort': port,
  'PortMapping.hostPort': port,
  'PortMapping.name': { max: 64, pattern: '[a-z0-9_][a-z0-9_-]*' },
  'RegisterTaskDefinitionRequest.containerDefinitions': { max: 10 },
  'RegisterTaskDefinitionRequest.placementConstraints': { max: 10 },
  'RunTaskRequest.clientToken': { max: 64, pattern: token },
  'RunTaskRequest.count': { min: 1, max: 10 },
  'RunTaskRequest.group': { max: 255 },
  'RunTaskRequest.placementConstraints': { max: 10 },
  'RunTaskRequest.startedBy': { max: 128 },
  'ServiceRegistry.containerPort': port,
  'ServiceRegistry.port': port,
  'TaskDefinitionPlacementConstraint.expression': { max: 2000 },
  'ThresholdConfiguration.value': { min: 1 },
  'Tmpfs.size': { min: 1 },
  'UpdateServiceRequest.placementConstraints': { max: 10 },
  'UpdateTaskProtectionRequest.expiresInMinutes': { min: 1, max: 2880 },
  'UpdateTaskProtectionRequest.tasks': { max: 10 },
} satisfies Constraints;

/** Empty values by which an update removes what a service has, and PutClusterCapacityProviders what a cluster has (API reference). */
const emptySays = [
  'ClusterServiceConnectDefaultsRequest.namespace',
  'DeploymentAlarms.alarmNames',
  'DeploymentConfiguration.lifecycleHooks',
  'UpdateServiceRequest.capacityProviderStrategy',
  'UpdateServiceRequest.loadBalancers',
  'UpdateServiceRequest.placementConstraints',
  'UpdateServiceRequest.placementStrategy',
  'UpdateServiceRequest.serviceRegistries',
  'PutClusterCapacityProvidersRequest.capacityProviders',
  'PutClusterCapacityProvidersRequest.defaultCapacityProviderStrategy',
];

/** Terraform compares a container with what it sent, so dropping an empty list would show up as a change every time. */
const echoed = [
  'ContainerDefinition',
  'FirelensConfiguration',
  'KernelCapabilities',
  'LinuxParameters',
  'LogConfiguration',
];

/** ECS's name for a field in error messages, where it differs. */
const labels: Readonly<Record<string, string>> = {
  'ClusterSetting.name': 'Cluster setting',
  'DeploymentController.type': 'Deployment controller',
  'DescribeTasksRequest.tasks': 'taskIds',
  'RegisterTaskDefinitionRequest.containerDefinitions': 'Container list',
  launchType: 'launch type',
};

/** ECS's complete messages, by field and rule, or by the field's name where they are the same everywhere. */
const sentences: Readonly<Record<string, string>> = {
  'AwsVpcConfiguration.subnets missing': 'subnets can not be empty.',
  'CreateServiceRequest.serviceName missing': nameRule('Service'),
  'DescribeTasksRequest.tasks missing': 'Tasks cannot be empty.',
  'HealthCheck.command missing': 'Health check command should not be null or empty.',
  'RegisterTaskDefinitionRequest.containerDefinitions missing': 'Container list cannot be empty.',
  'RegisterTaskDefinitionRequest.family missing': 'Family should not be null or empty.',
  'RunTaskRequest.taskDefinition missing': 'TaskDefinition can not be blank.',
  'UpdateServiceRequest.service missing': 'Service cannot be empty.',
  'Tag.key max': 'A tag key must have between 1 and 128 characters.',
  'Tag.key min': 'A tag key must have between 1 and 128 characters.',
  'Tag.value max': 'A tag value can have at most 256 characters.',
  'tags max': 'The number of tags exceeds the limit of 50.',
};

/** ECS's requests: the SDK's model, what the API reference adds, and ECS's own errors, which for a task definition are ClientExceptions. */
export const ecsModel: RequestModel = {
  sdk: ecs,
  constraints: { ...modelled, ...documented },
  emptySays,
  echoed,
  blankIsMissing: true,
  refuse(violation) {
    const refuse = violation.action === 'RegisterTaskDefinition' ? clientError : invalidParameter;
    const { at, rule } = violation;
    const name = at.slice(at.indexOf('.') + 1);
    return refuse(sentences[`${at} ${rule}`] ?? sentences[`${name} ${rule}`] ?? sentence(violation));
  },
};

function sentence({ at, rule, type, constraint: { min, max }, choices }: Violation): string {
  const name = at.slice(at.indexOf('.') + 1).replace('[]', '');
  const label = labels[at] ?? labels[name] ?? name;
  // An API name keeps its lowercase first letter.
  const atStart = /[A-Z]/.test(label) ? label : `${label[0]?.toUpperCase()}${label.slice(1)}`;
  if (rule === 'missing') return `${atStart} ${type === 'list' ? 'cannot be empty' : 'can not be blank'}.`;
  if (rule === 'enum') return `${label} should be one of [${choices.join(',')}]`;
  if (rule === 'pattern') return `${atStart} contains invalid characters.`;
  if (type === 'list' || type === 'map') return `${label} can have at most ${max} items.`;
  if (type === 'text') return `${label} can have at most ${max} characters.`;
  return max === undefined
    ? `${label} should be at least ${min}.`
    : `${label} should be between ${min} and ${max}.`;
}

/** One page of an action's list, with the token for the next one. */
export function takePage(
  action: string,
  items: readonly string[],
  request: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
  defaultSize: number,
): { readonly items: string[]; readonly nextToken: string | undefined } {
  const { maxResults = defaultSize, nextToken, ...asked } = request;
  const page = cutPage({
    asked: [action, asked],
    items,
    keyOf: (item) => item,
    size: maxResults,
    token: nextToken,
    refuse: () => invalidParameter('Invalid token.'),
  });
  return { items: page.items, nextToken: page.token };
}
