import type { Target, TargetState } from '../ecs/runtime/target-groups.ts';

/** A registered target. */
export interface TargetEntry {
  readonly targetGroupArn: string;
  readonly target: Target;
  /** Epoch milliseconds. */
  readonly registeredAt: number;
  state: TargetState;
  reason: string | undefined;
  /** Health checks failed in a row. */
  failures: number;
  /** Requests that are not answered yet. */
  open: number;
  requests: number;
  requestsPerSecond: number;
  lastStatus: number | undefined;
  /** The number of the request that it was sent last; the smallest is the next one's turn. */
  turn: number;
  /** Called when it is drained. */
  readonly drained: (() => void)[];
  cancelTimer: () => void;
}
