import type { ContainerEntity } from '../entities/container-entity.ts';
import type { TaskEntity } from '../entities/task-entity.ts';

/** A container that is a real process of this machine. */
export interface ContainerProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Where on 127.0.0.1 it listens, once it does. */
  port(): number | undefined;
  /** What it printed, the newest lines, the oldest first; `at` is in epoch milliseconds. */
  lines(): readonly { readonly at: number; readonly message: string }[];
  /** SIGTERM now, SIGKILL when it has not ended within its stop timeout. A second call does nothing. */
  stop(): void;
  /** Calls back once with the exit code, 128 and the signal's number for a signal; at once when it has ended. */
  whenExited(run: (exitCode: number) => void): void;
}

/** What makes processes of containers. */
export interface ContainerRuntime {
  /** Starts a container's process; undefined for a container that is only played. */
  run(task: TaskEntity, container: ContainerEntity): ContainerProcess | undefined;
}
