import type { Service } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { serviceTasks } from '../store/service-tasks.ts';
import { countTasks } from './count-tasks.ts';
import { describeDeployment } from './describe-deployment.ts';
import { describeTaskSet } from './describe-task-set.ts';
import { toDate } from './to-date.ts';

/** A service as DescribeServices shows it, without its tags. */
export function describeService(world: EcsWorld, service: ServiceEntity): Service {
  const { settings } = service;
  const tasks = serviceTasks(world.store, service);
  const { running, pending } = countTasks(tasks);
  const shown = service.deployments.filter(({ status }) => status !== 'INACTIVE');
  const isRolling = service.deploymentController.type === 'ECS';
  const current = service.deployments.find(({ status }) => status === 'PRIMARY');
  const isFargate = settings.launchType !== 'EC2' && settings.launchType !== 'EXTERNAL';
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    loadBalancers: settings.loadBalancers,
    serviceRegistries: settings.serviceRegistries,
    status: service.status,
    desiredCount: settings.desiredCount,
    runningCount: running,
    pendingCount: pending,
    launchType: settings.launchType,
    capacityProviderStrategy: settings.capacityProviderStrategy,
    platformVersion: settings.platformVersion,
    platformFamily: isFargate ? 'Linux' : undefined,
    taskDefinition: settings.taskDefinition?.arn,
    deploymentConfiguration: settings.deploymentConfiguration,
    // CodeDeploy's deployments are CodeDeploy's to tell of; here is what of them serves.
    taskSets: isRolling ? [] : shown.map((deployment) => describeTaskSet(world, service, deployment)),
    deployments: isRolling ? shown.map((deployment) => describeDeployment(world, service, deployment)) : [],
    roleArn: roleArn(world, service),
    events: service.events.map(({ id, createdAt, message }) => ({
      id,
      createdAt: toDate(createdAt),
      message,
    })),
    createdAt: toDate(service.createdAt),
    currentServiceDeployment:
      isRolling && current?.rolloutState === 'IN_PROGRESS' ? current.serviceDeploymentArn : undefined,
    currentServiceRevisions: (isRolling ? shown : []).map(({ id, revision }) => {
      const counts = countTasks(tasks.filter(({ deploymentId }) => deploymentId === id));
      return {
        arn: revision.arn,
        requestedTaskCount: tasks.filter(
          ({ deploymentId, desiredStatus }) => deploymentId === id && desiredStatus === 'RUNNING',
        ).length,
        runningTaskCount: counts.running,
        pendingTaskCount: counts.pending,
      };
    }),
    placementConstraints: settings.placementConstraints,
    placementStrategy: settings.placementStrategy,
    networkConfiguration: settings.networkConfiguration,
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
    schedulingStrategy: service.schedulingStrategy,
    deploymentController: service.deploymentController,
    createdBy: service.createdBy,
    enableECSManagedTags: settings.enableECSManagedTags,
    propagateTags: settings.propagateTags,
    enableExecuteCommand: settings.enableExecuteCommand,
    availabilityZoneRebalancing: settings.availabilityZoneRebalancing,
    resourceManagementType: service.resourceManagementType,
  };
}

/** A role may be named by its name alone. */
function roleArn({ accountId }: EcsWorld, { role }: ServiceEntity): string {
  if (role?.startsWith('arn:')) return role;
  const name = role ?? 'aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS';
  return `arn:aws:iam::${accountId}:role/${name}`;
}
