import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';

const eventTypes = {
  SERVICE_DESIRED_COUNT_UPDATED: 'INFO',
  SERVICE_STEADY_STATE: 'INFO',
  SERVICE_TASK_START_IMPAIRED: 'WARN',
  SERVICE_TASK_PLACEMENT_FAILURE: 'ERROR',
} as const;

/** `ECS Service Action`: the service itself stands in `resources` only. `reason` is what was lacking, `RESOURCE:FARGATE`. */
export function emitServiceAction(
  world: EcsWorld,
  service: ServiceEntity,
  eventName: keyof typeof eventTypes,
  reason?: string,
): void {
  world.emit({
    'detail-type': 'ECS Service Action',
    resources: [service.arn],
    detail: {
      eventType: eventTypes[eventName],
      eventName,
      clusterArn: service.clusterArn,
      ...(reason !== undefined && { reason }),
      createdAt: new Date(world.time.now()),
    },
  });
}
