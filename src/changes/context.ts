import type { Access } from '../access/access.ts';
import type { ChangeStore } from './audit.ts';
import { CannotPost, type Card, type ChangeOutcome, ChangeRefused, Unanswered } from './card.ts';
import type { Clients } from './kinds/kind.ts';

/** How the asking for a second person ended. */
export type ApprovalEnd =
  | { readonly type: 'approved'; readonly by: string; readonly at: string; readonly link?: string }
  | { readonly type: 'declined'; readonly by: string; readonly at: string }
  /** The target is no longer as the card showed it; a new card asks again. */
  | { readonly type: 'stale' }
  | { readonly type: 'expired' };

/** What the change pipeline needs of Slack for a second person: the card that stands in the channel. */
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

/** What the change pipeline needs to make a change; `functions/` and tests build it. */
export interface ChangeContext {
  readonly clients: Clients;
  readonly store: ChangeStore;
  readonly story: Story;
  readonly approvals: Approvals;
  readonly revertTimer: RevertTimer;
  readonly access: Pick<Access, 'decide'>;
  /** No service is given more tasks than this. */
  readonly maximumDesiredCount: number;
  /** Where changes asked in a direct message are told; empty when there is none. */
  readonly defaultChannel: string;
  /** Who typed or pressed; for what a timer does, who asked for it. */
  readonly userId: string;
  readonly channelId: string;
  /** The queue's deduplication id of the press. */
  readonly jobId: string;
  /** When Slack's request came in, epoch milliseconds. */
  readonly receivedAt: number;
  /** The job's last try: what can't be done now is told as unknown. */
  readonly lastTry: boolean;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Shows on the card that its press has come; the answer resolves when that is through, and never rejects. */
  readonly acknowledge?: (card: Card) => Promise<void>;
}

/** What the change pipeline needs of a timer: it reverts a change when its time is over. */
export interface RevertTimer {
  /** Sets the timer, once for a change however often it is called. `at` in epoch milliseconds. */
  schedule(changeId: string, at: number): Promise<void>;
}

/**
 * What the change pipeline needs of Slack: the message of a change. Passed in, so that nothing here knows how a message is sent.
 */
export interface Story {
  /**
   * Posts the change's message in the channel and remembers it, before anything is changed; called again for the same
   * card it posts no second one. The answer is a link to it.
   * @throws CannotPost when the bot may not write there
   */
  begin(
    card: Card,
    channelId: string,
    approvedBy: string | undefined,
  ): Promise<{ readonly link: string | undefined }>;
  /** A link to the message, where one was posted and Slack gives one. */
  link(card: Card, channelId: string): Promise<string | undefined>;
  /** Tells the story how the change went; what follows in ECS is told by its events. */
  end(card: Card, outcome: ChangeOutcome): Promise<void>;
}

/** Runs `post`; where the bot may not write, or Slack does not say whether it did, the change is refused. */
export async function postOrRefuse<Result>(card: Card, post: () => Promise<Result>): Promise<Result> {
  try {
    return await post();
  } catch (error) {
    if (error instanceof Unanswered) throw new ChangeRefused({ why: 'unanswered' }, { cause: error });
    if (!(error instanceof CannotPost)) throw error;
    const { channelId, refusal } = error;
    const direct = isDirect(card.channelId);
    throw new ChangeRefused({ why: 'cannotPost', channelId, direct, refusal }, { cause: error });
  }
}

/** Whether a channel id is one person's direct messages with the bot. */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D');
}

/** Where a card's change is told: where it was asked, from a direct message in the default channel. */
export function announceChannel(
  { channelId }: Card,
  { defaultChannel }: Pick<ChangeContext, 'defaultChannel'>,
): string {
  return isDirect(channelId) ? defaultChannel : channelId;
}
