/** When the events function last heard what, epoch milliseconds; absent where it never did. */
export interface Heartbeats {
  /** An event of ECS. */
  readonly event?: number;
  /** The minute's sweep, which a rule sends: it comes also where ECS is quiet. */
  readonly sweep?: number;
}
