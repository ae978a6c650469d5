/** What Application Auto Scaling may do to a service's count. */
export interface AutoscalingState {
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** What does not act for now. */
  readonly suspended: { readonly scaleIn: boolean; readonly scaleOut: boolean; readonly scheduled: boolean };
}

/** A service's scalable target as it stands, and what a change makes of it; the count alone is changed without `after`. */
export interface AutoscalingChange {
  readonly before: AutoscalingState;
  readonly after?: AutoscalingState;
  /** What it goes back to where that is not `before`: a pause that takes an earlier pause over ends that one too. */
  readonly returnsTo?: AutoscalingState;
}
