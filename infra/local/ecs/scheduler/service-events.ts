import type { ServiceEntity } from '../model/service.ts';
import type { EcsWorld } from '../world.ts';

/**
 * Writes a problem into the service's events once, however often the scheduler meets it, until something else happens.
 * Answers whether it is new.
 */
export function recordLastingProblem(world: EcsWorld, service: ServiceEntity, text: string): boolean {
  if (service.events[0]?.message.endsWith(text) === true) return false;
  recordServiceEvent(world, service, text);
  return true;
}

/** Writes a line into the service's events, which hold the newest 100. `text` follows `(service <name>) `. */
export function recordServiceEvent(world: EcsWorld, service: ServiceEntity, text: string): void {
  service.events.unshift({
    id: world.ids.uuid(),
    createdAt: world.time.now(),
    message: `(service ${service.name}) ${text}`,
  });
  service.events.length = Math.min(service.events.length, 100);
}
