import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { emitDeploymentStateChange } from '../events/emit-deployment-state-change.ts';
import { recordServiceEvent } from './record-service-event.ts';

/** A deployment that was completed once becomes the PRIMARY one again, under its own id. */
export function rollBack(
  world: EcsWorld,
  service: ServiceEntity,
  failed: DeploymentEntity,
  before: DeploymentEntity,
  reason: string,
): void {
  const now = world.time.now();
  failed.status = 'ACTIVE';
  failed.rollback = { startedAt: now, serviceRevisionArn: before.revision.arn };
  before.status = 'PRIMARY';
  before.rolloutState = 'IN_PROGRESS';
  before.rolloutStateReason = reason;
  before.updatedAt = now;
  service.deployments = [before, ...service.deployments.filter((other) => other !== before)];
  const { revision, taskDefinition } = before;
  Object.assign(service.settings, {
    taskDefinition,
    networkConfiguration: revision.networkConfiguration,
    loadBalancers: revision.loadBalancers,
  });
  service.startFailures = 0;
  service.nextStartAt = 0;
  recordServiceEvent(world, service, `rolling back to deployment ${before.id}.`);
  emitDeploymentStateChange(world, service, before);
  world.wake(service.arn);
}
