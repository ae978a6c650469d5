import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';

/** The newer API's word for how a deployment stands; one that was overtaken before its end is STOPPED. */
export function serviceDeploymentStatus(deployment: DeploymentEntity): ServiceDeploymentStatus {
  if (deployment.rolloutState === 'COMPLETED') return 'SUCCESSFUL';
  return deployment.status === 'PRIMARY' && deployment.rolloutState === 'IN_PROGRESS'
    ? 'IN_PROGRESS'
    : 'STOPPED';
}
