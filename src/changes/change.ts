/** A service's desired count from one number to another. */
export interface ScaleChange {
  readonly type: 'scale';
  readonly target: { readonly cluster: string; readonly service: string };
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  readonly after: { readonly desiredCount: number };
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
}

/**
 * What a changing command wants: target, state before, state after. Its effect is absolute (a count, a task ARN), so
 * that carrying it out again after a crash is harmless. Plain JSON: it is stored with its card.
 */
export type Change = ScaleChange | StopTaskChange;
