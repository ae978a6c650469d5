import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Change } from './change.ts';

/** How one kind of change is looked at and made. */
export interface ChangeKind<Kind extends Change> {
  /** Whether the target is no longer as the card showed it. */
  hasMoved(ecs: ECSClient, change: Kind): Promise<boolean>;
  /** Makes it: absolute, so twice is as good as once. Throws the SDK's error. */
  apply(ecs: ECSClient, change: Kind, askedBy: string): Promise<void>;
}
