import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';

/** The newer API's word for how a deployment stands; one that failed or was overtaken before its end is STOPPED. */
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
