import type { AutoscalingChange, AutoscalingState } from './autoscaling-change.ts';
import type { ResourceChange } from './resource-change.ts';
import type { StopSafety } from './stop-safety.ts';

/** The end of a change for a time that still ran when another went over it, and what it would have set then. */
export interface EarlierEnd {
  readonly changeId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly desiredCount: number;
  /** Where it had moved the bounds. */
  readonly autoscaling?: AutoscalingState;
}

/** A service's desired count from one number to another. */
export interface ScaleChange {
  readonly type: 'scale';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  readonly after: { readonly desiredCount: number };
  /** Where Application Auto Scaling also sets the count. */
  readonly autoscaling?: AutoscalingChange;
  /** It goes back by itself after so many milliseconds: the count, or what it did to auto scaling. */
  readonly forMs?: number;
  /** The changes for a time that it goes over, in the order of their ends; absent where it goes over none. */
  readonly earlier?: readonly EarlierEnd[];
  /** The change that it takes back: an undo, or the end of `for 2h`. */
  readonly undoes?: { readonly changeId: string; readonly by: 'person' | 'timer' };
}

/** One task, fixed by its ARN, is stopped; a service replaces it. */
export interface StopTaskChange {
  readonly type: 'stop-task';
  readonly target:
    | { readonly cluster: string; readonly service: string }
    | { readonly cluster: string; readonly task: string };
  readonly taskArn: string;
  readonly before: {
    readonly runningCount: number;
    readonly desiredCount: number;
    /** ISO; absent while the task is still starting. */
    readonly startedAt?: string;
    readonly taskDefinition: string;
    readonly zone?: string;
  };
  /** What makes the stop safe or not, read when its card is made; absent for a task that belongs to no service. */
  readonly safety?: StopSafety;
  /** Stopped on purpose to time the healing. */
  readonly drill?: true;
}

/** What changes which tasks run. */
export type TaskChange = ScaleChange | StopTaskChange;

/**
 * What a changing command wants: target, state before, state after. Its effect is absolute (a count, a task ARN), so
 * that carrying it out again after a crash is harmless. Plain JSON: it is stored with its card.
 */
export type Change = TaskChange | ResourceChange;
