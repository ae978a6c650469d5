import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { completedBefore } from './completed-before.ts';
import { failDeployment } from './fail-deployment.ts';
import { failureThreshold } from './failure-threshold.ts';
import { recordServiceEvent } from './record-service-event.ts';
import { rollBack } from './roll-back.ts';

/** Counts a failed task against its deployment; the circuit breaker, where it is on, may end the deployment by that. */
export function countFailure(
  world: EcsWorld,
  service: ServiceEntity,
  deploymentId: string | undefined,
  problem:
    | 'tasks failed to start'
    | 'tasks failed container health checks'
    | 'tasks failed ELB health checks',
): void {
  const deployment = service.deployments.find(({ id }) => id === deploymentId);
  if (deployment === undefined) return;
  deployment.failedTasks += 1;
  const { desiredCount, deploymentConfiguration } = service.settings;
  const { enable = false, rollback = false } = deploymentConfiguration.deploymentCircuitBreaker ?? {};
  const isRollingOut = deployment.status === 'PRIMARY' && deployment.rolloutState === 'IN_PROGRESS';
  if (!enable || !isRollingOut || deployment.failedTasks < failureThreshold(desiredCount)) return;

  failDeployment(world, service, deployment, `ECS deployment circuit breaker: ${problem}.`);
  recordServiceEvent(world, service, `(deployment ${deployment.id}) deployment failed: ${problem}.`);
  const before = completedBefore(service, deployment);
  if (rollback && before !== undefined) {
    const reason = `ECS deployment circuit breaker: rolling back to deploymentId ${before.id}.`;
    rollBack(world, service, deployment, before, reason);
  }
}
