import type { ScalableTarget } from './scalable-target.ts';

/** The desired counts of a region's services, as the ECS behind it keeps them. */
export interface DesiredCounts {
  /** Undefined where there is no such service, or none that is ACTIVE. */
  read(cluster: string, service: string): number | undefined;
  /** Sets it in the name of Application Auto Scaling. */
  write(cluster: string, service: string, desiredCount: number): void;
}

/** Everything that an action works with. */
export interface ScalingWorld {
  readonly accountId: string;
  readonly region: string;
  readonly now: () => number;
  readonly counts: DesiredCounts;
  /** By resource id, in order of registration. */
  readonly targets: Map<string, ScalableTarget>;
}
