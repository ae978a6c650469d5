import { isDeepStrictEqual } from 'node:util';
import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/wire.ts';
import { findAll, findCluster, findService, readNameInCluster } from '../find.ts';
import { describeService } from '../model/describe-service.ts';
import type { ServiceEntity } from '../model/service.ts';
import type { ClusterEntity } from '../model/task.ts';
import { checkTags, invalidParameter, nameRule, resourceName } from '../refuse.ts';
import { type EcsActions, takePage } from '../request-model.ts';
import { startDeployment } from '../scheduler/deployments.ts';
import { checkExecuteCommand, checkRole, checkSettings } from '../service-rules.ts';
import { needsDeployment, readChangedSettings, readNewSettings } from '../service-settings.ts';
import type { EcsWorld } from '../world.ts';

export const serviceActions = {
  /**
   * `aws ecs create-service --cluster … --service-name … --task-definition … --desired-count …`. Repeating a request with the same client token
   * returns the existing service.
   */
  CreateService(world, input) {
    const cluster = findCluster(world, input.cluster);
    const { serviceName: name = '' } = input;
    if (!resourceName.test(name)) throw invalidParameter(nameRule('Service'));
    const settings = readNewSettings(world, cluster, input);
    checkSettings(settings);
    checkRole(input.role, settings);
    checkExecuteCommand(
      settings.taskDefinition?.definition.taskRoleArn,
      settings.enableExecuteCommand && settings.taskDefinition !== undefined,
      "The service couldn't be created",
    );
    const tags = checkTags(input.tags);

    const existing = world.store.services.get(world.arns.service(cluster.name, name));
    if (existing?.status === 'DRAINING') {
      throw invalidParameter('Unable to Start a service that is still Draining.');
    }
    if (existing?.status === 'ACTIVE') {
      // Without a token, a repeated request is a new request.
      if (input.clientToken === undefined || !isDeepStrictEqual(input, existing.request)) {
        throw invalidParameter('Creation of service was not idempotent.');
      }
      return { service: { ...describeService(world, existing), tags: existing.tags } };
    }
    const service = createEntity(world, cluster, { ...input, serviceName: name }, settings, tags);
    world.store.services.set(service.arn, service);
    if (settings.taskDefinition !== undefined) startDeployment(world, service, settings.taskDefinition);
    world.changed();
    world.wake(service.arn);
    return { service: { ...describeService(world, service), tags } };
  },

  /** `aws ecs delete-service --cluster … --service … --force`: DRAINING while its tasks stop, then INACTIVE. */
  DeleteService(world, input) {
    const service = findService(world, input.cluster, input.service);
    if (service.status === 'INACTIVE') {
      throw new ServiceError('ServiceNotFoundException', 'Service not found.');
    }
    if (service.status === 'ACTIVE') {
      if (service.settings.desiredCount > 0 && input.force !== true) {
        throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
      }
      service.status = 'DRAINING';
      service.settings.desiredCount = 0;
      world.changed();
      world.wake(service.arn);
    }
    return { service: describeService(world, service) };
  },

  /** `aws ecs describe-services --cluster … --services …`: at most 10; missing ones are in `failures`. */
  DescribeServices(world, input) {
    const cluster = findCluster(world, input.cluster);
    const arns = (input.services ?? []).map((identifier) =>
      world.arns.service(cluster.name, readNameInCluster(world, cluster, identifier, 'service')),
    );
    const { found, failures } = findAll(arns, (arn) => world.store.services.get(arn));
    const tags = input.include?.includes('TAGS') === true;
    return {
      services: found.map((one) => ({ ...describeService(world, one), ...(tags && { tags: one.tags }) })),
      failures,
    };
  },

  /** `aws ecs list-services --cluster …`: those that are not INACTIVE, 10 a page by default. */
  ListServices(world, input) {
    const cluster = findCluster(world, input.cluster);
    const arns = [...world.store.services.values()]
      .filter(
        ({ clusterName, status, settings, schedulingStrategy, resourceManagementType }) =>
          clusterName === cluster.name &&
          status !== 'INACTIVE' &&
          (input.launchType === undefined || settings.launchType === input.launchType) &&
          (input.schedulingStrategy === undefined || schedulingStrategy === input.schedulingStrategy) &&
          (input.resourceManagementType ?? resourceManagementType) === resourceManagementType,
      )
      .map(({ arn }) => arn);
    const { items, nextToken } = takePage('ListServices', arns, input, 10);
    return { serviceArns: items, nextToken };
  },

  /** `aws ecs update-service --cluster … --service … --desired-count …`. Changing only the desired count starts no deployment. */
  UpdateService(world, input) {
    const service = findService(world, input.cluster, input.service);
    if (service.status !== 'ACTIVE') {
      throw new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.');
    }
    const settings = readChangedSettings(world, service, input);
    checkSettings(settings);
    checkExecuteCommand(
      settings.taskDefinition?.definition.taskRoleArn,
      input.enableExecuteCommand === true,
      "The service couldn't be updated",
    );
    const isRollout = input.forceNewDeployment === true || needsDeployment(service.settings, settings);
    Object.assign(service.settings, settings);
    // An update resets the back-off of a service whose tasks cannot start.
    service.startFailures = 0;
    service.nextStartAt = 0;
    if (isRollout && settings.taskDefinition !== undefined) {
      startDeployment(world, service, settings.taskDefinition);
    }
    world.changed();
    world.wake(service.arn);
    return { service: describeService(world, service) };
  },
} satisfies EcsActions;

function createEntity(
  world: EcsWorld,
  cluster: ClusterEntity,
  input: CreateServiceRequest & { serviceName: string },
  settings: ServiceEntity['settings'],
  tags: ServiceEntity['tags'],
): ServiceEntity {
  return {
    arn: world.arns.service(cluster.name, input.serviceName),
    name: input.serviceName,
    clusterName: cluster.name,
    clusterArn: cluster.arn,
    schedulingStrategy: input.schedulingStrategy ?? 'REPLICA',
    deploymentController: input.deploymentController ?? { type: 'ECS' },
    firstLaunchType: settings.launchType ?? 'FARGATE',
    role: input.role,
    request: input,
    createdAt: world.time.now(),
    createdBy: `arn:aws:iam::${world.accountId}:user/local`,
    settings,
    deployments: [],
    events: [],
    status: 'ACTIVE',
    resourceManagementType: 'CUSTOMER',
    tags,
    isSteady: false,
    startFailures: 0,
    nextStartAt: 0,
  };
}
