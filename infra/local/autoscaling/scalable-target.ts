/** A scalable target: the one dimension that the local world has is a service's desired count. */
export interface ScalableTarget {
  readonly arn: string;
  /** `service/<cluster>/<service>` */
  readonly resourceId: string;
  readonly roleArn: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  tags: Readonly<Record<string, string>>;
  minCapacity: number;
  maxCapacity: number;
  suspended: {
    readonly DynamicScalingInSuspended: boolean;
    readonly DynamicScalingOutSuspended: boolean;
    readonly ScheduledScalingSuspended: boolean;
  };
}
