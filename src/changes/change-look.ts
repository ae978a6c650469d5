import type { AccessEffect } from '../access/access-request.ts';
import type { Change } from './change.ts';

/** A change's target as it stands now. */
export interface ChangeLook {
  /** It is no longer as the card showed it. */
  readonly moved: boolean;
  /** The change with what a card shows of its target now. */
  readonly seen: Change;
  /** ECS tags of the target and its cluster, the strictest of both. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the change would come to, for the limits of a grant. */
  readonly effect: AccessEffect;
}
