import type { Clock } from '../clock.ts';
import type { StackEntity } from './stack-entity.ts';

/** What the local CloudFormation does wrong, as often as it says; it counts down. */
export interface StackFaults {
  /** Clusters that fail as the first one of a new account may: ECS is unavailable to it. */
  clusters?: number;
  /** Services that fail as in a new account: the service-linked role is not there yet. */
  services?: number;
}

/** An action of another local service. */
export type CallAction = (name: string, input: Record<string, unknown>) => unknown;

/** What the local CloudFormation works with. */
export interface CloudFormationWorld {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  /** Divides how long things take. */
  readonly speed: number;
  readonly random: () => number;
  readonly ecs: CallAction;
  readonly ecr: CallAction;
  /** Calls back after every change of ECS; the answer ends it. */
  readonly onEcsChange: (listener: () => void) => () => void;
  readonly deleteLogGroup: (name: string) => void;
  /** Host and port that the load balancer answers at. */
  readonly loadBalancerAddress: () => string;
  readonly faults: StackFaults;
  /** By id, deleted ones too. */
  readonly stacks: Map<string, StackEntity>;
}
