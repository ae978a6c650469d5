/** A call that changes nothing, made to see whether the role allows it: it may well fail, but not with AccessDenied. */
export interface Attempt {
  /** As IAM names it: `ecs:ListClusters`. */
  readonly action: string;
  /** Which of several that the role names for this action. */
  readonly on?: string;
  run(): Promise<unknown>;
}
