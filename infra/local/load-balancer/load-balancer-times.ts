/** How long things take at the load balancer; all milliseconds of wall time. */
export interface LoadBalancerTimes {
  /** Between two health checks of a target. */
  readonly intervalMs: number;
  /** The same until the first one has passed. */
  readonly initialIntervalMs: number;
  /** How long a new target may fail its checks. */
  readonly firstAnswerMs: number;
  readonly checkTimeoutMs: number;
  /** How long a target that is deregistered may still answer what it was asked. */
  readonly deregistrationDelayMs: number;
}
