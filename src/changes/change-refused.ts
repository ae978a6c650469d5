import type { AccessDenial } from '../access/access-decision.ts';
import type { SlackRefusal } from '../slack/errors.ts';

/** Why the road lets a change not through. */
export type RefusalReason =
  | { readonly why: 'cardGone' | 'tooLate' }
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
