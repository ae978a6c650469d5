import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';

/** Writes a line into the service's events, which hold the newest 100. `text` follows `(service <name>) `. */
export function recordServiceEvent(world: EcsWorld, service: ServiceEntity, text: string): void {
  service.events.unshift({
    id: world.ids.uuid(),
    createdAt: world.time.now(),
    message: `(service ${service.name}) ${text}`,
  });
  service.events.length = Math.min(service.events.length, 100);
}
