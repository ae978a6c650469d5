import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import { emitServiceAction } from '../events/emit-service-action.ts';
import { recordLastingProblem } from './record-lasting-problem.ts';

/**
 * The scheduler found no place for a task: the service's events say why in words, and EventBridge hears of it. `lacking`
 * is `RESOURCE:FARGATE` and the like, where something is lacking.
 */
export function recordFailedPlacement(
  world: EcsWorld,
  service: ServiceEntity,
  why: string,
  lacking?: string,
): void {
  if (!recordLastingProblem(world, service, `was unable to place a task${why}`)) return;
  emitServiceAction(world, service, 'SERVICE_TASK_PLACEMENT_FAILURE', lacking);
}
