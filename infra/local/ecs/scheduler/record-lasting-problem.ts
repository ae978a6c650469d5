import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { recordServiceEvent } from './record-service-event.ts';

/**
 * Writes a problem into the service's events once, however often the scheduler meets it, until something else happens.
 * Answers whether it is new.
 */
export function recordLastingProblem(world: EcsWorld, service: ServiceEntity, text: string): boolean {
  if (service.events[0]?.message.endsWith(text) === true) return false;
  recordServiceEvent(world, service, text);
  return true;
}
