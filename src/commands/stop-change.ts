import type { StopTaskChange } from '../changes/change.ts';
import type { Service } from '../ecs/service.ts';
import type { Task } from '../ecs/task.ts';

/** The change that stops this task; `service` is the one that it belongs to. */
export function stopChange(task: Task, service: Service | undefined): StopTaskChange {
  return {
    type: 'stop-task',
    target:
      service === undefined
        ? { cluster: task.cluster, task: task.id }
        : { cluster: task.cluster, service: service.name },
    taskArn: task.arn,
    before: {
      runningCount: service?.runningCount ?? 1,
      desiredCount: service?.desiredCount ?? 0,
      taskDefinition: task.taskDefinition,
      ...(task.startedAt && { startedAt: task.startedAt.toISOString() }),
      ...(task.zone !== undefined && { zone: task.zone }),
    },
  };
}
