/** What a person wants to do, as the policy judges it. */
export interface AccessRequest {
  readonly userId: string;
  /** Ids of the user groups that the person is in, of those that the policy names. */
  readonly groups: readonly string[];
  /** Where it is asked. */
  readonly channelId: string;
  /** `setting`: who hears what. */
  readonly kind: 'read' | 'change' | 'setting';
  /** Names of commands, any of which covers it: a drill is also a `stop-task`. */
  readonly commands: readonly string[];
  /** Absent for what concerns no service or cluster. */
  readonly target?: AccessTarget;
  /** What the change comes to, for the limits; absent for reads and settings. */
  readonly effect?: AccessEffect;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A service, or a task of none, or the pattern of a setting. */
export interface AccessTarget {
  readonly cluster: string;
  /** A service's name, a task's id, or a glob. */
  readonly name: string;
  /** The service's own ECS tags, else its cluster's. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface AccessEffect {
  /** The desired count afterwards, if it is set higher than it was; a way down is never over a limit. */
  readonly raisedTo?: number;
  /** Healthy tasks that would be left at once. */
  readonly leaves?: number;
  /** Why stopping a task is not safe now. */
  readonly unsafe?: 'deployment' | 'protected';
}
