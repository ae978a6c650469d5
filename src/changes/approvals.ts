import type { Card } from './card.ts';

/** How the asking for a second person ended. */
export type ApprovalEnd =
  | { readonly type: 'approved'; readonly by: string; readonly at: string; readonly link?: string }
  | { readonly type: 'declined'; readonly by: string; readonly at: string }
  /** The target is no longer as the card showed it; a new card asks again. */
  | { readonly type: 'moved' }
  | { readonly type: 'expired' };

/** What the road needs of Slack for a second person: the card that stands in the channel. */
export interface Approvals {
  /**
   * Posts the card; called again for the same one it posts no second.
   * @throws CannotPost when the bot may not write there
   */
  ask(card: Card, channelId: string): Promise<void>;
  /** Shows on the card that its change is being made, as `by` approved it, and takes its buttons away. */
  working(card: Card, by: string): Promise<unknown>;
  /** Gives the buttons back: nothing came of it. */
  reopen(card: Card): Promise<unknown>;
  /** Shows on the card how it ended, and takes its buttons away; false where the card can't be edited any more. */
  close(card: Card, end: ApprovalEnd): Promise<boolean>;
}
