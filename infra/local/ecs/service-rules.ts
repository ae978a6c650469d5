import type {
  CreateServiceRequest,
  LaunchType,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../aws/wire.ts';
import { checkStrategy } from './deployment-configuration.ts';
import type { ServiceEntity, ServiceSettings } from './model/service.ts';
import type { TaskDefinitionEntity } from './model/task.ts';
import { clientError, invalidParameter } from './refuse.ts';

/** How to launch tasks, in the fields that CreateService, UpdateService and RunTask share. */
interface Launch {
  readonly launchType: LaunchType | undefined;
  /** Only Fargate's providers exist here. */
  readonly capacityProviderStrategy: readonly unknown[] | undefined;
  readonly platformVersion: string | undefined;
  readonly networkConfiguration: NetworkConfiguration | undefined;
  readonly placementConstraints: readonly PlacementConstraint[];
  readonly placementStrategy: readonly PlacementStrategy[];
}

/** Refuses launch settings that don't fit the task definition or each other. */
export function checkLaunch({ definition }: TaskDefinitionEntity, launch: Launch): void {
  const { launchType, capacityProviderStrategy, networkConfiguration } = launch;
  const isFargate = launchType === 'FARGATE' || capacityProviderStrategy !== undefined;
  if (isFargate && !definition.compatibilities?.includes('FARGATE')) {
    throw clientError('Task definition does not support launch_type FARGATE.');
  }
  if (launchType !== undefined && !definition.compatibilities?.includes(launchType)) {
    throw clientError(`Task definition does not support launch_type ${launchType}.`);
  }
  const vpc = networkConfiguration?.awsvpcConfiguration;
  if (definition.networkMode === 'awsvpc' && vpc === undefined) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (definition.networkMode !== 'awsvpc' && vpc !== undefined) {
    throw invalidParameter(
      'Network Configuration is not valid for the given networkMode of this task definition.',
    );
  }
  if (!isFargate && vpc?.assignPublicIp === 'ENABLED') {
    throw invalidParameter('Assign public IP is not supported for this launch type.');
  }
  checkPlatform(launch.platformVersion, isFargate, definition.runtimePlatform?.operatingSystemFamily);
  checkPlacement(launch, isFargate);
}

/** The Fargate platform versions that still run tasks (developer guide, Fargate platform versions). */
const platforms = { linux: ['LATEST', '1.3.0', '1.4.0'], windows: ['LATEST', '1.0.0'] };

function checkPlatform(version: string | undefined, isFargate: boolean, system = 'LINUX'): void {
  if (version === undefined) return;
  if (!isFargate) {
    throw invalidParameter('The platform version must be null when specifying an EC2 launch type.');
  }
  if (!platforms[system.startsWith('WINDOWS') ? 'windows' : 'linux'].includes(version)) {
    throw new ServiceError('PlatformUnknownException', 'The specified platform does not exist.');
  }
}

function checkPlacement({ placementConstraints, placementStrategy }: Launch, isFargate: boolean): void {
  if (isFargate && placementConstraints.length > 0) {
    throw invalidParameter('Placement constraints are not supported with FARGATE launch type.');
  }
  if (isFargate && placementStrategy.length > 0) {
    throw invalidParameter('Placement strategies are not supported with FARGATE launch type.');
  }
  for (const { type, expression } of placementConstraints) {
    if (type === undefined) throw invalidParameter('The type of a placement constraint can not be blank.');
    if ((type === 'distinctInstance') !== (expression === undefined)) {
      throw invalidParameter(
        'An expression must be specified for the placement constraint memberOf, and for no other.',
      );
    }
  }
  for (const { type, field } of placementStrategy) {
    if (type === undefined) throw invalidParameter('The type of a placement strategy can not be blank.');
    const isBinpack = type === 'binpack' && ['CPU', 'MEMORY'].includes(field?.toUpperCase() ?? '');
    const isSpread = type === 'spread' && field !== undefined;
    if (!isBinpack && !isSpread && !(type === 'random' && field === undefined)) {
      throw invalidParameter(`The field ${field ?? ''} is not valid for the placement strategy ${type}.`);
    }
  }
}

/** Refuses ECS Exec when the tasks have no role to open a session with. */
export function checkExecuteCommand(taskRoleArn: string | undefined, isEnabled: boolean, what: string): void {
  if (isEnabled && taskRoleArn === undefined) {
    throw invalidParameter(
      `${what} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`,
    );
  }
}

/** Refuses a service role where ECS uses its service-linked role, and where there is nothing to use it on. */
export function checkRole(role: string | undefined, settings: ServiceSettings): void {
  if (role === undefined) return;
  const { taskDefinition, loadBalancers, serviceRegistries } = settings;
  if (
    taskDefinition?.definition.networkMode === 'awsvpc' ||
    serviceRegistries.length > 0 ||
    loadBalancers.length > 1
  ) {
    throw invalidParameter('You cannot specify an IAM role for services that require a service linked role.');
  }
  if (loadBalancers.length === 0) {
    throw invalidParameter(
      'A role can only be specified for services that are configured to use load balancers.',
    );
  }
}

/** Refuses service settings that don't fit together, on create and update. */
export function checkSettings(settings: ServiceSettings): void {
  const { taskDefinition, loadBalancers, healthCheckGracePeriodSeconds } = settings;
  if (taskDefinition !== undefined) checkLaunch(taskDefinition, settings);
  if (healthCheckGracePeriodSeconds > 0 && loadBalancers.length === 0) {
    throw invalidParameter(
      'Health check grace period is only valid for services configured to use load balancers',
    );
  }
  for (const loadBalancer of loadBalancers) checkLoadBalancer(loadBalancer, taskDefinition);
  checkStrategy(settings);
}

function checkLoadBalancer(
  {
    targetGroupArn,
    loadBalancerName,
    containerName,
    containerPort,
  }: ServiceSettings['loadBalancers'][number],
  taskDefinition: TaskDefinitionEntity | undefined,
): void {
  if ((targetGroupArn === undefined) === (loadBalancerName === undefined)) {
    throw invalidParameter('loadBalancerName and targetGroupArn cannot both be specified or both be absent.');
  }
  if (taskDefinition === undefined) return;
  if (loadBalancerName !== undefined && taskDefinition.definition.networkMode === 'awsvpc') {
    throw invalidParameter('Classic Load Balancers are not supported with networkMode awsvpc.');
  }
  const container = taskDefinition.containers.find(({ name }) => name === containerName);
  if (container === undefined) {
    throw invalidParameter(`The container ${containerName ?? ''} does not exist in the task definition.`);
  }
  if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
    throw invalidParameter(
      `The container ${container.name} did not have a container port ${containerPort ?? ''} defined.`,
    );
  }
}

/** Refuses a new service with settings that its deployment controller can't use. */
export function checkController(input: CreateServiceRequest): void {
  const type = input.deploymentController?.type;
  if (type !== 'CODE_DEPLOY' && type !== 'EXTERNAL') return;
  const { schedulingStrategy, deploymentConfiguration, loadBalancers = [], taskDefinition } = input;
  if (schedulingStrategy === 'DAEMON') {
    throw invalidParameter(
      `The daemon scheduling strategy does not support the ${type} deployment controller.`,
    );
  }
  if (deploymentConfiguration?.deploymentCircuitBreaker?.enable === true) {
    throw invalidParameter(
      `The deployment circuit breaker needs the ECS deployment controller, not ${type}.`,
    );
  }
  if ((deploymentConfiguration?.strategy ?? 'ROLLING') !== 'ROLLING') {
    throw invalidParameter(`A deployment strategy needs the ECS deployment controller, not ${type}.`);
  }
  if (type === 'CODE_DEPLOY' && loadBalancers[0]?.targetGroupArn === undefined) {
    throw invalidParameter('A service with a CODE_DEPLOY deployment controller needs a target group.');
  }
  if (type === 'EXTERNAL' && taskDefinition !== undefined) {
    throw invalidParameter(
      'With an EXTERNAL deployment controller the task definition belongs to the task set, not to the service.',
    );
  }
}

/** The error for a desired count on a DAEMON service, which runs one task on each container instance instead. */
export function daemonHasNoCount(): ServiceError {
  return invalidParameter(
    'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
  );
}

/** What only ECS's own deployments can change, as the error words it. */
const ofDeployments = {
  taskDefinition: 'task definition',
  networkConfiguration: 'network parameters',
  platformVersion: 'platform version',
  loadBalancers: 'load balancers',
  serviceRegistries: 'service registries',
  capacityProviderStrategy: 'capacity provider strategy',
  enableExecuteCommand: 'execute command',
  availabilityZoneRebalancing: 'Availability Zone rebalancing',
} as const satisfies Partial<Record<keyof UpdateServiceRequest, string>>;

/** Where to deploy instead. */
const instead = {
  CODE_DEPLOY: 'a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
  EXTERNAL: 'an EXTERNAL deployment controller. Use CreateTaskSet to create a new task set.',
} as const;

/**
 * Refuses an update that the service's deployment controller doesn't handle. CODE_DEPLOY accepts the desired count, the deployment configuration, the
 * grace period, placement and tag settings; EXTERNAL all of these but the deployment configuration.
 */
export function refuseByController(
  { deploymentController }: ServiceEntity,
  input: UpdateServiceRequest,
): void {
  const { type } = deploymentController;
  if (input.deploymentController !== undefined && input.deploymentController.type !== type) {
    throw new ServiceError(
      'UnsupportedFeatureException',
      'Changing the deployment controller is not supported by the local ECS.',
    );
  }
  if (type !== 'CODE_DEPLOY' && type !== 'EXTERNAL') return;
  const controller = instead[type];
  const refused =
    type === 'EXTERNAL'
      ? { ...ofDeployments, deploymentConfiguration: 'deployment configuration' }
      : ofDeployments;
  for (const [member, what] of Object.entries(refused)) {
    if (Reflect.get(input, member) !== undefined) {
      throw invalidParameter(`Unable to update ${what} on services with ${controller}`);
    }
  }
  if (input.forceNewDeployment === true) {
    throw invalidParameter(`Cannot force a new deployment on services with ${controller}`);
  }
}
