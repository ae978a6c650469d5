import type {
  ServiceDeployment,
  ServiceDeploymentRollbackMonitorsStatus,
  ServiceDeploymentStatus,
  ServiceRevisionSummary,
} from '@aws-sdk/client-ecs';
import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { failureThreshold } from '../scheduler/failure-threshold.ts';
import { serviceTasks } from '../store/service-tasks.ts';
import { countTasks } from './count-tasks.ts';
import { serviceDeploymentStatus } from './service-deployment-status.ts';
import { toDate } from './to-date.ts';

/** A deployment as DescribeServiceDeployments shows it. */
export function describeServiceDeployment(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): ServiceDeployment {
  const status = serviceDeploymentStatus(service, deployment);
  const summary = (arn: string): ServiceRevisionSummary => {
    const owner = service.deployments.find(({ revision }) => revision.arn === arn);
    const tasks = serviceTasks(world.store, service).filter(({ deploymentId }) => deploymentId === owner?.id);
    const { running, pending } = countTasks(tasks);
    return {
      arn,
      requestedTaskCount:
        owner?.status === 'PRIMARY'
          ? service.settings.desiredCount
          : tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length,
      runningTaskCount: running,
      pendingTaskCount: pending,
    };
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
    rollback:
      deployment.rollback === undefined
        ? undefined
        : {
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
