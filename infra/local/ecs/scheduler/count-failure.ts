import type { EcsWorld } from '../ecs-world.ts';
import type { DeploymentEntity } from '../entities/deployment-entity.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { emitDeploymentStateChange } from '../events/emit-deployment-state-change.ts';
import { failureThreshold } from './failure-threshold.ts';
import { recordServiceEvent } from './record-service-event.ts';

/** Counts a failed task against its deployment; the circuit breaker, where it is on, may end the deployment by that. */
export function countFailure(
  world: EcsWorld,
  service: ServiceEntity,
  deploymentId: string | undefined,
  problem: 'tasks failed to start' | 'tasks failed container health checks',
): void {
  const deployment = service.deployments.find(({ id }) => id === deploymentId);
  if (deployment === undefined) return;
  deployment.failedTasks += 1;
  const { desiredCount, deploymentConfiguration } = service.settings;
  const { enable = false, rollback = false } = deploymentConfiguration.deploymentCircuitBreaker ?? {};
  const isRollingOut = deployment.status === 'PRIMARY' && deployment.rolloutState === 'IN_PROGRESS';
  if (!enable || !isRollingOut || deployment.failedTasks < failureThreshold(desiredCount)) return;

  const now = world.time.now();
  deployment.rolloutState = 'FAILED';
  deployment.rolloutStateReason = `ECS deployment circuit breaker: ${problem}.`;
  deployment.updatedAt = now;
  deployment.finishedAt = now;
  recordServiceEvent(world, service, `(deployment ${deployment.id}) deployment failed: ${problem}.`);
  emitDeploymentStateChange(world, service, deployment);
  const before = service.deployments.find(({ rolloutState }) => rolloutState === 'COMPLETED');
  if (rollback && before !== undefined) rollBack(world, service, deployment, before);
}

/** The last deployment that was completed becomes the PRIMARY one again, under its own id. */
function rollBack(
  world: EcsWorld,
  service: ServiceEntity,
  failed: DeploymentEntity,
  before: DeploymentEntity,
): void {
  const now = world.time.now();
  failed.status = 'ACTIVE';
  failed.rollback = { startedAt: now, serviceRevisionArn: before.revision.arn };
  before.status = 'PRIMARY';
  before.rolloutState = 'IN_PROGRESS';
  before.rolloutStateReason = `ECS deployment circuit breaker: rolling back to deploymentId ${before.id}.`;
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
