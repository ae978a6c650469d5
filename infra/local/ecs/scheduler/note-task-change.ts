import type { EcsWorld } from '../ecs-world.ts';
import type { ServiceEntity } from '../entities/service-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';
import { recordServiceEvent } from './record-service-event.ts';

/** What a step of one of its tasks means for a service: its targets come and go, a start that succeeds lifts the back-off. */
export function noteTaskChange(world: EcsWorld, service: ServiceEntity, task: TaskEntity): void {
  const targets = (verb: string) => {
    for (const arn of task.targetGroupArns) {
      recordServiceEvent(world, service, `${verb} 1 targets in (target-group ${arn}).`);
    }
  };
  if (task.lastStatus === 'RUNNING') {
    service.startFailures = 0;
    service.nextStartAt = 0;
    targets('registered');
  }
  if (task.lastStatus === 'DEACTIVATING') {
    targets('deregistered');
    if (task.targetGroupArns.length > 0) {
      recordServiceEvent(world, service, 'has begun draining connections on 1 tasks.');
    }
  }
}
