/** What stopping a task of a service comes to, as it stands. */
export interface StopSafety {
  /** Tasks that run and are not UNHEALTHY, this one among them. */
  readonly healthyCount: number;
  readonly isDeploying: boolean;
  /** Against scaling in; StopTask takes it all the same. */
  readonly isProtected: boolean;
}
