import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { emitServiceAction } from '../events/emit-service-action.ts';
import { backOffSeconds } from './back-off-seconds.ts';
import { countFailure } from './count-failure.ts';
import { recordServiceEvent } from './record-service-event.ts';

/** Counts a task that ended without ever being RUNNING. Tasks that ran and then died are never held back, as in ECS. */
export function noteFailedStart(world: EcsWorld, service: ServiceEntity, task: TaskEntity): void {
  const wasHeldBack = backOffSeconds(service.startFailures) > 0;
  service.startFailures += 1;
  const seconds = backOffSeconds(service.startFailures);
  service.nextStartAt = world.time.now() + world.time.milliseconds(seconds);
  if (seconds > 0) {
    world.time.afterSeconds(seconds, () => world.wake(service.arn, 0));
    if (!wasHeldBack) announceImpairment(world, service);
  }
  countFailure(world, service, task.deploymentId, 'tasks failed to start');
}

function announceImpairment(world: EcsWorld, service: ServiceEntity): void {
  recordServiceEvent(
    world,
    service,
    'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  );
  emitServiceAction(world, service, 'SERVICE_TASK_START_IMPAIRED');
}
