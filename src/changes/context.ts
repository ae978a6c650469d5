import type { Access } from '../access/access.ts';
import type { Settings } from '../notifications/settings.ts';
import type { ChangeStore } from './audit.ts';
import type { Card, ChangeOutcome } from './card.ts';
import type { Clients } from './kinds/kind.ts';

/** How the request for a second person's approval ended. */
export type ApprovalEnd =
  | { readonly type: 'approved'; readonly by: string; readonly at: string; readonly link?: string }
  | { readonly type: 'declined'; readonly by: string; readonly at: string }
  /** The target is no longer as the card showed it; a new card asks again. */
  | { readonly type: 'stale' }
  /** As it is now, its line can't be asked again. */
  | { readonly type: 'moot' }
  | { readonly type: 'expired' };

/** What the change pipeline needs from Slack for a second person's approval: the card in the channel. */
export interface Approvals {
  /**
   * Posts the card; called again for the same card, it posts no second one.
   * @throws CannotPost when the bot may not write there
   */
  ask(card: Card, channelId: string): Promise<void>;
  /** Shows on the card that its change is being made, approved by `by`, and removes its buttons. */
  working(card: Card, by: string): Promise<unknown>;
  /** Puts the buttons back: nothing was decided. */
  reopen(card: Card): Promise<unknown>;
  /** Shows on the card how it ended, and removes its buttons; false when the card can't be edited any more. */
  close(card: Card, end: ApprovalEnd): Promise<boolean>;
}

/** What the change pipeline needs to make a change; built by `functions/` and tests. */
export interface ChangeContext {
  readonly clients: Clients;
  readonly store: ChangeStore;
  readonly story: Story;
  readonly approvals: Approvals;
  readonly revertTimer: RevertTimer;
  readonly access: Pick<Access, 'decide'>;
  /** What is frozen, as it is now. */
  readonly readSettings: () => Promise<Pick<Settings, 'freezes'>>;
  /** Whether the bot begins, answers and rolls back deployments; false as deployed with `--deployments=off`. */
  readonly deployments: boolean;
  /** No service gets more tasks than this. */
  readonly maximumDesiredCount: number;
  /** Where changes asked for in a direct message are announced; empty when not set. */
  readonly defaultChannel: string;
  /** Who typed or pressed; for a timer, who asked for the change. */
  readonly userId: string;
  readonly channelId: string;
  /** The queue's deduplication id of the press. */
  readonly jobId: string;
  /** When Slack's request came in, epoch milliseconds. */
  readonly receivedAt: number;
  /** The job's last try: what can't be done now is reported as unknown. */
  readonly lastTry: boolean;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Shows on the card that its press has arrived; the promise resolves when that is done, and never rejects. */
  readonly acknowledge?: (card: Card) => Promise<void>;
}

/** What the change pipeline needs from a timer: it reverts a change when its time is up. */
export interface RevertTimer {
  /** Sets the timer, once per change however often it is called. `at` in epoch milliseconds. */
  schedule(changeId: string, at: number): Promise<void>;
}

/** What the change pipeline needs from Slack: the message of a change. Passed in, so that nothing here knows how a message is sent. */
export interface Story {
  /**
   * Posts the change's message in the channel and records it, before anything is changed; called again for the same card, it posts no second one.
   * Returns a link to it.
   * @throws CannotPost when the bot may not write there
   */
  begin(
    card: Card,
    channelId: string,
    approvedBy: string | undefined,
  ): Promise<{ readonly link: string | undefined }>;
  /** The message, if one was posted, with a link to it if Slack gives one. */
  find(card: Card, channelId: string): Promise<{ readonly link: string | undefined } | undefined>;
  /**
   * Adds the change's outcome to the story, and who approved it: somebody else's press may have begun the message and died. What happens in ECS
   * afterwards comes from its events.
   */
  end(card: Card, outcome: ChangeOutcome, approvedBy: string | undefined): Promise<void>;
}
