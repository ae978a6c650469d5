/** Elastic Load Balancing's words for a target's health. */
export type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'draining';

/** What ECS registers for a task. */
export interface Target {
  /** The task's id. */
  readonly id: string;
  /** Where on 127.0.0.1 it listens, once it does. */
  port(): number | undefined;
  /** Told when its state changed. */
  onState(): void;
  /** Told, at most once a second, when it has served. */
  onTraffic(): void;
}

/** A target as its load balancer sees it. */
export interface TargetHealth {
  readonly state: TargetState;
  /** Why it is unhealthy, in Elastic Load Balancing's words. */
  readonly reason?: string;
  /** Requests that it was sent, health checks not counted. */
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** HTTP status of the last answer. */
  readonly lastStatus?: number;
}

/** The load balancer behind a service, for ECS. */
export interface TargetGroups {
  /** Where clients ask. */
  readonly url: string;
  /** How often it had to answer itself, by HTTP status: 502, 503, 504. */
  errors(): Readonly<Record<string, number>>;
  register(targetGroupArn: string, target: Target): void;
  /**
   * No new request from now on. `drained` is called once, when the open ones are answered or the deregistration delay is
   * over; at once for a target that is not registered. Can be asked again while it drains.
   */
  deregister(targetGroupArn: string, id: string, drained: () => void): void;
  /** Undefined when it is not registered. */
  health(targetGroupArn: string, id: string): TargetHealth | undefined;
}
