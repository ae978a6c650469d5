import type { AccessDenial } from '../access/access-decision.ts';
import type { SlackRefusal } from './cannot-post.ts';
import type { Card } from './card.ts';
import type { ChangeOutcome, Intent } from './change-record.ts';

/** Why the road lets a change not through. */
export type RefusalReason =
  /** `cardGone`: nothing is known of it any more. */
  | { readonly why: 'cardGone' | 'tooLate' }
  /** Its change was made, or is being made: no outcome yet. `link` leads to its message. */
  | {
      readonly why: 'cardMade';
      readonly intent: Intent;
      readonly outcome: ChangeOutcome | undefined;
      readonly link: string | undefined;
    }
  | { readonly why: 'cardWithdrawn'; readonly intent: Intent }
  | { readonly why: 'cardExpired'; readonly card: Card }
  /** Somebody else's change of the same target is being made; empty where it is not known whose. */
  | { readonly why: 'targetBusy'; readonly target: string; readonly userId: string }
  /** More tasks than any service may have (MAX_DESIRED_COUNT). */
  | {
      readonly why: 'aboveMaximum';
      readonly target: string;
      readonly count: number;
      readonly maximum: number;
    }
  /** A timer can't ask a second person. */
  | { readonly why: 'approvalNeeded'; readonly approval: 'grant' | 'tag' }
  /** Slack did not say whether it took the message that stands before every change. */
  | { readonly why: 'unanswered' }
  | { readonly why: 'denied'; readonly denial: AccessDenial }
  /** Who asked had the right once, and has not any more. */
  | { readonly why: 'askerDenied'; readonly askedBy: string }
  | { readonly why: 'cardOfAnother'; readonly askedBy: string }
  /** Whoever asks can't approve. */
  | { readonly why: 'needsSecondPerson' }
  | {
      readonly why: 'cannotPost';
      readonly channelId: string;
      readonly direct: boolean;
      /** Absent where there is no channel to post in. */
      readonly refusal: SlackRefusal | undefined;
    };

/** Thrown before anything was changed. */
export class ChangeRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, options?: ErrorOptions) {
    super(reason.why, options);
    this.name = 'ChangeRefused';
    this.reason = reason;
  }
}
