import type { ContainerEntity } from '../ecs/entities/container-entity.ts';
import type { TaskEntity } from '../ecs/entities/task-entity.ts';
import { containerLines } from './container-lines.ts';
import type { LogStream } from './log-stream.ts';

/**
 * The stream that the awslogs driver makes for a container, `<prefix>/<container>/<task id>`; undefined where it logs
 * elsewhere, or without a prefix (then only the host knows its name). It outlives the task in ECS.
 */
export function taskStream(
  task: TaskEntity,
  container: ContainerEntity,
  { startedAt, now }: { readonly startedAt: number; readonly now: () => number },
): LogStream | undefined {
  const definition = task.taskDefinition.containers.find(({ name }) => name === container.name);
  const { logDriver, options = {} } = definition?.logConfiguration ?? {};
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = options;
  if (logDriver !== 'awslogs' || group === undefined || prefix === undefined) return undefined;
  return {
    group,
    name: `${prefix}/${container.name}/${task.id}`,
    createdAt: startedAt,
    lines: () =>
      container.process?.lines() ??
      containerLines(
        {
          name: container.name,
          startedAt,
          endedAt: endOf(task, container),
          exitCode: container.exitCode,
          reason: container.reason,
          prints: container.behaviour.prints,
        },
        now(),
      ),
  };
}

/** A container that ends by itself is why its task stops; one that is told to end does so before the task has stopped. */
function endOf(task: TaskEntity, { exitCode, behaviour }: ContainerEntity): number | undefined {
  if (exitCode === undefined) return undefined;
  return behaviour.exit?.code === exitCode ? task.stoppingAt : (task.executionStoppedAt ?? task.stoppedAt);
}
