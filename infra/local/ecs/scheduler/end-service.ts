import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { clearTimer } from '../time/clear-timer.ts';

/** The last task of a deleted service is gone: it is INACTIVE. */
export function endService(world: EcsWorld, service: ServiceEntity): void {
  service.status = 'INACTIVE';
  for (const deployment of service.deployments) deployment.status = 'INACTIVE';
  clearTimer(world, `${service.arn}#steady`);
  world.changed();
}
