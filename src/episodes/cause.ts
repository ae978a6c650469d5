/** Who asked for a change through the bot. `askedAt` is an ISO time and the border of the episode that it opens. */
interface Asked {
  readonly changeId: string;
  /** Slack user id, U… */
  readonly askedBy: string;
  /** The second person, where one was needed. */
  readonly approvedBy?: string;
  readonly askedAt: string;
}

/** A person asked for another desired count. */
export interface ScaleCause extends Asked {
  readonly type: 'scale';
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  readonly after: { readonly desiredCount: number };
  /** When it goes back by itself, epoch milliseconds: the count, or the pause of auto scaling. */
  readonly until?: number;
  /** The count that it goes back to, where that is not the one before: it came over another change for a time. */
  readonly backTo?: number;
  readonly pausesAutoscaling?: true;
  /** The service itself is made with this count, or deleted and with it all that runs. */
  readonly service?: 'created' | 'deleted';
  /** It takes an earlier change back: somebody pressed Undo, or its time was over. */
  readonly undoes?: 'person' | 'timer';
  /** The change that it takes back; not in records of 0.1.0. */
  readonly undoesChange?: string;
}

/** A person asked for one task to be stopped. */
export interface StopTaskCause extends Asked {
  readonly type: 'stop-task';
  readonly taskArn: string;
  readonly before: { readonly desiredCount: number; readonly runningCount: number };
  /** On purpose, to time the healing. */
  readonly drill?: true;
}

/** The change, asked for through the bot, that an episode tells about. */
export type Cause = ScaleCause | StopTaskCause;
