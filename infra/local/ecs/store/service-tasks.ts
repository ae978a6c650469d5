import type { ServiceEntity } from '../entities/service-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import type { EcsStore } from './create-ecs-store.ts';

/** The tasks that the service's scheduler started and that are not STOPPED. */
export function serviceTasks(store: EcsStore, service: ServiceEntity): TaskEntity[] {
  return [...store.tasks.values()].filter(
    // A service that was deleted and made again has the same ARN, but none of the older one's deployments.
    ({ serviceArn, deploymentId, lastStatus }) =>
      serviceArn === service.arn &&
      lastStatus !== 'STOPPED' &&
      service.deployments.some(({ id }) => id === deploymentId),
  );
}
