/** Who asked for a change through the bot. `askedAt` is an ISO time and the border of the episode that it opens. */
interface Asked {
  readonly changeId: string;
  /** Slack user id, U… */
  readonly askedBy: string;
  readonly askedAt: string;
}

/** A person asked for another desired count. */
export interface ScaleCause extends Asked {
  readonly type: 'scale';
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  readonly after: { readonly desiredCount: number };
}

/** A person asked for one task to be stopped. */
export interface StopTaskCause extends Asked {
  readonly type: 'stop-task';
  readonly taskArn: string;
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
}

/** The change, asked for through the bot, that an episode tells about. */
export type Cause = ScaleCause | StopTaskCause;
