import type { Deployment, Service, TaskSet } from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../world.ts';
import { countDeployment, serviceDeploymentStatus } from './describe-deployment.ts';
import { countTasks, toDate } from './describe-task.ts';
import type { DeploymentEntity, ServiceEntity } from './service.ts';
import { serviceTasks } from './store.ts';

/** A deployment that was replaced is on its way out (STOP_REQUESTED), so no longer the current one. */
const ongoing: readonly string[] = ['PENDING', 'IN_PROGRESS', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'];

/** A service as DescribeServices shows it, without its tags. */
export function describeService(world: EcsWorld, service: ServiceEntity): Service {
  const { taskDefinition, ...settings } = service.settings;
  const { running, pending } = countTasks(serviceTasks(world.store, service));
  const shown = service.deployments.filter(({ status }) => status !== 'INACTIVE');
  const isRolling = service.deploymentController.type === 'ECS';
  const current = service.deployments.find((deployment) =>
    ongoing.includes(serviceDeploymentStatus(service, deployment)),
  );
  const isFargate = settings.launchType !== 'EC2' && settings.launchType !== 'EXTERNAL';
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    ...settings,
    status: service.status,
    runningCount: running,
    pendingCount: pending,
    platformFamily: isFargate ? 'Linux' : undefined,
    taskDefinition: taskDefinition?.arn,
    // CodeDeploy shows its own deployments; ECS shows only what is serving.
    taskSets: isRolling ? [] : shown.map((deployment) => describeTaskSet(world, service, deployment)),
    deployments: isRolling ? shown.map((deployment) => describeDeployment(world, service, deployment)) : [],
    roleArn: roleArn(world, service),
    events: service.events.map(({ id, createdAt, message }) => ({
      id,
      createdAt: toDate(createdAt),
      message,
    })),
    createdAt: toDate(service.createdAt),
    currentServiceDeployment: isRolling ? current?.serviceDeploymentArn : undefined,
    currentServiceRevisions: (isRolling ? shown : []).map((deployment) => {
      const { live, running, pending } = countDeployment(world, service, deployment);
      return {
        arn: deployment.revision.arn,
        requestedTaskCount: live,
        runningTaskCount: running,
        pendingTaskCount: pending,
      };
    }),
    schedulingStrategy: service.schedulingStrategy,
    deploymentController: service.deploymentController,
    createdBy: service.createdBy,
    resourceManagementType: service.resourceManagementType,
  };
}

/** A role may be given by its bare name. */
function roleArn({ accountId }: EcsWorld, { role }: ServiceEntity): string {
  if (role?.startsWith('arn:')) return role;
  const name = role ?? 'aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS';
  return `arn:aws:iam::${accountId}:role/${name}`;
}

/** With CodeDeploy, DescribeServices shows the serving task set in place of a deployment. */
function describeTaskSet(world: EcsWorld, service: ServiceEntity, deployment: DeploymentEntity): TaskSet {
  const shown = describeDeployment(world, service, deployment);
  const { desiredCount, failedTasks: _, rolloutState: __, rolloutStateReason: ___, ...shared } = shown;
  return {
    ...shared,
    taskSetArn: world.arns.taskSet(service.clusterName, service.name, deployment.id),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    computedDesiredCount: desiredCount,
    loadBalancers: deployment.revision.loadBalancers,
    serviceRegistries: service.settings.serviceRegistries,
    scale: { value: 100, unit: 'PERCENT' },
    stabilityStatus: service.isSteady ? 'STEADY_STATE' : 'STABILIZING',
    stabilityStatusAt: toDate(deployment.updatedAt),
    tags: [],
  };
}

/** A deployment as DescribeServices shows it. The desired count of one being replaced is the number of tasks it still has. */
function describeDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): Deployment {
  const { requested, running, pending } = countDeployment(world, service, deployment);
  const { launchType, capacityProviderStrategy, platformVersion, networkConfiguration } = deployment.revision;
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.taskDefinition.arn,
    desiredCount: requested,
    pendingCount: pending,
    runningCount: running,
    failedTasks: deployment.failedTasks,
    createdAt: toDate(deployment.createdAt),
    updatedAt: toDate(deployment.updatedAt),
    capacityProviderStrategy,
    launchType,
    platformVersion,
    platformFamily: launchType === 'EC2' ? undefined : 'Linux',
    networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}
