import { taskEvent } from '../../helpers/task-event.ts';
import type { StormEvent } from './storm-event.ts';

/** One task of the storm. Times are epoch milliseconds. */
export interface PlayedTask {
  readonly service: string;
  readonly id: string;
  readonly taskDefinition: string;
  readonly startedBy: string;
  /** When it is created; a task that ran before the storm has no starting events. */
  readonly createdAt: number;
  readonly starts: boolean;
  readonly stop?: {
    readonly at: number;
    readonly code: string;
    readonly reason: string;
    readonly exitCode: number;
  };
}

/** Seconds from the creation, and from the stop, to each state. */
const starting = [
  ['PROVISIONING', 0],
  ['PENDING', 5],
  ['ACTIVATING', 12],
  ['RUNNING', 20],
] as const;
const stopping = [
  ['RUNNING', 0],
  ['DEACTIVATING', 2],
  ['STOPPING', 8],
  ['DEPROVISIONING', 18],
  ['STOPPED', 23],
] as const;

/** The events of one task's life, nine for one that starts and stops. */
export function playTask({ service, stop, starts, ...task }: PlayedTask): StormEvent[] {
  const { createdAt } = task;
  const startedAt = createdAt + 20_000;
  const lived = starts
    ? starting.map(([lastStatus, seconds], index) => {
        const at = createdAt + seconds * 1000;
        const state = { ...task, at, version: index + 1, lastStatus };
        return { at, state: lastStatus === 'RUNNING' ? { ...state, startedAt } : state };
      })
    : [];
  const died =
    stop === undefined
      ? []
      : stopping.map(([lastStatus, seconds], index) => {
          const at = stop.at + seconds * 1000;
          const ended = lastStatus === 'STOPPED' ? { stoppedAt: at } : {};
          const why = {
            stoppingAt: stop.at,
            stopCode: stop.code,
            stoppedReason: stop.reason,
            exitCode: stop.exitCode,
          };
          const state = { ...task, ...why, ...ended, at, startedAt, version: index + 5, lastStatus };
          return { at, state: { ...state, desiredStatus: 'STOPPED' as const } };
        });
  return [...lived, ...died].map(({ at, state }) => ({
    ...{ service, at },
    body: taskEvent(state, `service:${service}`),
  }));
}
