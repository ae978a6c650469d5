import type { ContainerBehaviour } from '../behaviour/container-behaviour.ts';
import type { ContainerProcess } from '../runtime/container-runtime.ts';

/** A container of a task. */
export interface ContainerEntity {
  readonly arn: string;
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
  /** Seconds of running until its health is known; undefined where the container has no health check. */
  readonly healthAfter: number | undefined;
  readonly behaviour: ContainerBehaviour;
  readonly cpu: string;
  readonly memory: string | undefined;
  readonly memoryReservation: string | undefined;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  healthStatus: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  imageDigest: string | undefined;
  runtimeId: string | undefined;
  exitCode: number | undefined;
  reason: string | undefined;
  /** Its process, from its start on, where it is a real one. */
  process: ContainerProcess | undefined;
}
