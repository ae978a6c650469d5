import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { recordServiceEvent } from './record-service-event.ts';

/** Writes a problem into the service's events once, however often the scheduler meets it, until something else happens. */
export function recordLastingProblem(world: EcsWorld, service: ServiceEntity, text: string): void {
  if (service.events[0]?.message.endsWith(text) !== true) recordServiceEvent(world, service, text);
}
