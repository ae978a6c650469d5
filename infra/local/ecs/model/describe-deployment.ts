import type {
  DeploymentLifecycleHookDetail,
  ServiceDeployment,
  ServiceDeploymentRollbackMonitorsStatus,
  ServiceDeploymentStatus,
  ServiceRevision,
  ServiceRevisionSummary,
} from '@aws-sdk/client-ecs';
import { failureThreshold } from '../scheduler/decide.ts';
import { trafficShares } from '../scheduler/traffic.ts';
import type { EcsWorld } from '../world.ts';
import { countTasks, toDate } from './describe-task.ts';
import type { DeploymentEntity, HookEntity, ServiceEntity, ServiceRevisionEntity } from './service.ts';
import { serviceTasks } from './store.ts';

/** A deployment as DescribeServiceDeployments shows it. */
export function describeServiceDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): ServiceDeployment {
  const status = serviceDeploymentStatus(service, deployment);
  const { desiredCount, deploymentConfiguration } = service.settings;
  const shares = trafficShares(service, deployment);
  const summary = (arn: string): ServiceRevisionSummary => {
    const owner = service.deployments.find(({ revision }) => revision.arn === arn);
    const { requested, running, pending } = countDeployment(world, service, owner);
    return {
      arn,
      requestedTaskCount: requested,
      runningTaskCount: running,
      pendingTaskCount: pending,
      requestedTestTrafficWeight: shares.test[arn],
      requestedProductionTrafficWeight: shares.production[arn],
    };
  };
  return {
    serviceDeploymentArn: deployment.serviceDeploymentArn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    createdAt: toDate(deployment.createdAt),
    startedAt: toDate(deployment.startedAt),
    finishedAt: finished.includes(status) ? toDate(deployment.finishedAt) : undefined,
    stoppedAt: status === 'STOPPED' ? toDate(deployment.finishedAt) : undefined,
    updatedAt: toDate(deployment.updatedAt),
    sourceServiceRevisions: deployment.sourceRevisionArns.map(summary),
    targetServiceRevision: summary(deployment.revision.arn),
    status,
    statusReason: statusReason(deployment, status),
    lifecycleStage: lifecycleStage(deployment),
    lifecycleHookDetails: deployment.progress?.hooks.map(describeHook),
    deploymentConfiguration: deployment.configuration,
    rollback: deployment.rollback && {
      reason: deployment.rolloutStateReason,
      startedAt: toDate(deployment.rollback.startedAt),
      serviceRevisionArn: deployment.rollback.serviceRevisionArn,
    },
    deploymentCircuitBreaker: {
      status: circuitBreakerStatus(service, deployment),
      failureCount: deployment.failedTasks,
      threshold: failureThreshold(
        desiredCount,
        deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration,
      ),
    },
    alarms: describeAlarms(deployment),
  };
}

const finished: readonly ServiceDeploymentStatus[] = [
  'SUCCESSFUL',
  'STOPPED',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
];

/** The stage that it is at; the last one once it is over. */
function lifecycleStage({ progress }: DeploymentEntity): ServiceDeployment['lifecycleStage'] {
  const step = progress && (progress.steps[progress.at] ?? progress.steps.at(-1));
  // One of them is not in the SDK's enumeration.
  return step?.stage as ServiceDeployment['lifecycleStage'];
}

function describeHook({ id, hook, status, expiresAt }: HookEntity): DeploymentLifecycleHookDetail {
  return {
    hookId: id,
    targetType: hook.targetType,
    targetArn: hook.hookTargetArn,
    status,
    expiresAt: toDate(expiresAt),
    timeoutAction: hook.timeoutConfiguration.action,
  };
}

function statusReason(deployment: DeploymentEntity, status: ServiceDeploymentStatus): string | undefined {
  if (deployment.rolloutState === 'FAILED') return deployment.rolloutStateReason;
  return status === 'STOPPED' || status === 'STOP_REQUESTED'
    ? 'A newer service deployment took its place.'
    : undefined;
}

function circuitBreakerStatus(
  { settings }: ServiceEntity,
  deployment: DeploymentEntity,
): ServiceDeploymentRollbackMonitorsStatus {
  const isEnabled = settings.deploymentConfiguration.deploymentCircuitBreaker.enable === true;
  const hasTriggered = deployment.rolloutStateReason.startsWith('ECS deployment circuit breaker: tasks');
  return monitorStatus(deployment, isEnabled, hasTriggered);
}

function describeAlarms(deployment: DeploymentEntity): ServiceDeployment['alarms'] {
  const { alarmNames, enable = false } = deployment.configuration.alarms ?? {};
  const { triggeredAlarms } = deployment;
  if (!enable) return { status: 'DISABLED' };
  return {
    status: monitorStatus(deployment, enable, triggeredAlarms !== undefined),
    alarmNames,
    triggeredAlarmNames: triggeredAlarms && [...triggeredAlarms],
  };
}

function monitorStatus(
  { rolloutState, hasSucceeded }: DeploymentEntity,
  isEnabled: boolean,
  hasTriggered: boolean,
): ServiceDeploymentRollbackMonitorsStatus {
  if (!isEnabled) return 'DISABLED';
  if (hasTriggered) return 'TRIGGERED';
  return rolloutState === 'IN_PROGRESS' && hasSucceeded !== true ? 'MONITORING' : 'MONITORING_COMPLETE';
}

/** A deployment's status in the newer API. One that failed without a rollback, or was replaced before it was complete, is STOPPED. */
export function serviceDeploymentStatus(
  service: ServiceEntity,
  { status, rolloutState, hasSucceeded, startedAt, rollback }: DeploymentEntity,
): ServiceDeploymentStatus {
  if (hasSucceeded === true) return 'SUCCESSFUL';
  if (rollback !== undefined) {
    if (rollback.isRequested) return 'ROLLBACK_REQUESTED';
    const target = service.deployments.find(({ revision }) => revision.arn === rollback.serviceRevisionArn);
    // A newer deployment may have taken the place of the rollback.
    if (target?.rolloutState === 'FAILED' || target?.status === 'INACTIVE') return 'ROLLBACK_FAILED';
    return target?.rolloutState === 'COMPLETED' ? 'ROLLBACK_SUCCESSFUL' : 'ROLLBACK_IN_PROGRESS';
  }
  if (rolloutState !== 'IN_PROGRESS' || status === 'INACTIVE') return 'STOPPED';
  if (status === 'ACTIVE') return 'STOP_REQUESTED';
  return startedAt === undefined ? 'PENDING' : 'IN_PROGRESS';
}

/** A deployment's task counts: desired, and of those it has the ones that may stay, are running, and are pending. */
export function countDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity | undefined,
) {
  const all = serviceTasks(world.store, service);
  const tasks = all.filter(({ deploymentId }) => deploymentId === deployment?.id);
  const live = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length;
  const requested = deployment?.status === 'PRIMARY' ? service.settings.desiredCount : live;
  return { ...countTasks(tasks), live, requested };
}

/** A service revision as DescribeServiceRevisions shows it. */
export function describeServiceRevision(
  service: ServiceEntity,
  { arn, taskDefinitionArn, targetGroupArns, createdAt, ...revision }: ServiceRevisionEntity,
): ServiceRevision {
  return {
    ...revision,
    serviceRevisionArn: arn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    taskDefinition: taskDefinitionArn,
    platformFamily: revision.launchType === 'EC2' ? undefined : 'Linux',
    serviceRegistries: [],
    resolvedConfiguration: {
      loadBalancers: revision.loadBalancers.flatMap(({ advancedConfiguration: more }, index) => {
        const targetGroupArn = targetGroupArns[index];
        const productionListenerRule = more?.productionListenerRule;
        return more && targetGroupArn ? [{ targetGroupArn, productionListenerRule }] : [];
      }),
    },
    guardDutyEnabled: false,
    createdAt: toDate(createdAt),
  };
}
