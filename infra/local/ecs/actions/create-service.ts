import { isDeepStrictEqual } from 'node:util';
import { CreateService$, type CreateServiceRequest, type CreateServiceResponse } from '@aws-sdk/client-ecs';
import { describeService } from '../describe/describe-service.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { ClusterEntity } from '../entities/cluster-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { findCluster } from '../find/find-cluster.ts';
import { checkTags } from '../refuse/check-tags.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { startDeployment } from '../scheduler/start-deployment.ts';
import { readNewSettings } from '../service/read-new-settings.ts';
import { checkExecuteCommand, checkRole, checkSettings } from '../service-rules.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs create-service --cluster … --service-name … --task-definition … --desired-count …`. The same request with the same client token is answered with what is there. */
export const createService = defineAction<CreateServiceRequest, CreateServiceResponse>(
  CreateService$,
  (world, input) => {
    const cluster = findCluster(world, input.cluster);
    const { serviceName: name = '' } = input;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
      throw invalidParameter(
        'Service name can have up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens.',
      );
    }
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
      // Without a token every repetition is another request.
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
);

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
