import type {
  Deployment,
  Service,
  ServiceDeployment,
  ServiceDeploymentRollbackMonitorsStatus,
  ServiceDeploymentStatus,
  ServiceRevision,
  ServiceRevisionSummary,
  TaskSet,
} from '@aws-sdk/client-ecs';
import { failureThreshold } from '../scheduler/decide.ts';
import type { EcsWorld } from '../world.ts';
import { countTasks, toDate } from './describe-task.ts';
import type { DeploymentEntity, ServiceEntity, ServiceRevisionEntity } from './service.ts';
import { serviceTasks } from './store.ts';

/** A service as DescribeServices shows it, without its tags. */
export function describeService(world: EcsWorld, service: ServiceEntity): Service {
  const { taskDefinition, ...settings } = service.settings;
  const { running, pending } = countTasks(serviceTasks(world.store, service));
  const shown = service.deployments.filter(({ status }) => status !== 'INACTIVE');
  const isRolling = service.deploymentController.type === 'ECS';
  const current = service.deployments.find(({ status }) => status === 'PRIMARY');
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
    currentServiceDeployment:
      isRolling && current?.rolloutState === 'IN_PROGRESS' ? current.serviceDeploymentArn : undefined,
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

/** A deployment's task counts: desired, and of those it has the ones that may stay, are running, and are pending. */
function countDeployment(world: EcsWorld, service: ServiceEntity, deployment: DeploymentEntity | undefined) {
  const all = serviceTasks(world.store, service);
  const tasks = all.filter(({ deploymentId }) => deploymentId === deployment?.id);
  const live = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length;
  const requested = deployment?.status === 'PRIMARY' ? service.settings.desiredCount : live;
  return { ...countTasks(tasks), live, requested };
}

/** A deployment as DescribeServiceDeployments shows it. */
export function describeServiceDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): ServiceDeployment {
  const status = serviceDeploymentStatus(service, deployment);
  const summary = (arn: string): ServiceRevisionSummary => {
    const owner = service.deployments.find(({ revision }) => revision.arn === arn);
    const { requested, running, pending } = countDeployment(world, service, owner);
    return { arn, requestedTaskCount: requested, runningTaskCount: running, pendingTaskCount: pending };
  };
  return {
    serviceDeploymentArn: deployment.serviceDeploymentArn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    createdAt: toDate(deployment.createdAt),
    startedAt: toDate(deployment.createdAt),
    finishedAt: toDate(deployment.finishedAt),
    updatedAt: toDate(deployment.updatedAt),
    sourceServiceRevisions: deployment.sourceRevisionArns.map(summary),
    targetServiceRevision: summary(deployment.revision.arn),
    status,
    statusReason: statusReason(deployment, status),
    deploymentConfiguration: service.settings.deploymentConfiguration,
    rollback: deployment.rollback && {
      reason: deployment.rolloutStateReason,
      startedAt: toDate(deployment.rollback.startedAt),
      serviceRevisionArn: deployment.rollback.serviceRevisionArn,
    },
    deploymentCircuitBreaker: {
      status: circuitBreakerStatus(service, deployment),
      failureCount: deployment.failedTasks,
      threshold: failureThreshold(service.settings.desiredCount),
    },
    alarms: { status: 'DISABLED' },
  };
}

function statusReason(deployment: DeploymentEntity, status: ServiceDeploymentStatus): string | undefined {
  if (deployment.rolloutState === 'FAILED') return deployment.rolloutStateReason;
  return status === 'STOPPED' ? 'A newer service deployment took its place.' : undefined;
}

function circuitBreakerStatus(
  { settings }: ServiceEntity,
  { rolloutState }: DeploymentEntity,
): ServiceDeploymentRollbackMonitorsStatus {
  if (settings.deploymentConfiguration.deploymentCircuitBreaker?.enable !== true) return 'DISABLED';
  if (rolloutState === 'FAILED') return 'TRIGGERED';
  return rolloutState === 'COMPLETED' ? 'MONITORING_COMPLETE' : 'MONITORING';
}

/** A deployment's status in the newer API; one that failed or was superseded before it completed is STOPPED. */
export function serviceDeploymentStatus(
  service: ServiceEntity,
  deployment: DeploymentEntity,
): ServiceDeploymentStatus {
  const { rollback } = deployment;
  if (rollback !== undefined) {
    const target = service.deployments.find(({ revision }) => revision.arn === rollback.serviceRevisionArn);
    return target?.rolloutState === 'COMPLETED' ? 'ROLLBACK_SUCCESSFUL' : 'ROLLBACK_IN_PROGRESS';
  }
  if (deployment.rolloutState === 'COMPLETED') return 'SUCCESSFUL';
  return deployment.status === 'PRIMARY' && deployment.rolloutState === 'IN_PROGRESS'
    ? 'IN_PROGRESS'
    : 'STOPPED';
}

/** A service revision as DescribeServiceRevisions shows it. */
export function describeServiceRevision(
  service: ServiceEntity,
  { arn, taskDefinitionArn, createdAt, ...revision }: ServiceRevisionEntity,
): ServiceRevision {
  return {
    ...revision,
    serviceRevisionArn: arn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    taskDefinition: taskDefinitionArn,
    platformFamily: revision.launchType === 'EC2' ? undefined : 'Linux',
    serviceRegistries: [],
    guardDutyEnabled: false,
    createdAt: toDate(createdAt),
  };
}
