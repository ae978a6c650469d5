import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';

/** The last deployment that was completed: what a rollback goes back to. */
export function completedBefore(
  { deployments }: ServiceEntity,
  deployment: DeploymentEntity,
): DeploymentEntity | undefined {
  return deployments.find((other) => other !== deployment && other.rolloutState === 'COMPLETED');
}
