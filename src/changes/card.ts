import type { AccessDenial } from '../access/decide.ts';
import type { Change } from './change.ts';

/** A change that waits for a press: stored, single use, and only for a while. */
export interface Card {
  /** Nothing that can be guessed: from the job that asked for it, 128 bits. */
  readonly id: string;
  /** What was typed; asked again when the target has moved since. */
  readonly line: string;
  readonly change: Change;
  readonly askedBy: string;
  /** A second person has to approve it, because every grant of its asker says so, or a tag of its target. */
  readonly approval?: 'grant' | 'tag';
  /** Who approved what this takes back when its time is over: the approval held for both. */
  readonly approvedBy?: string;
  readonly channelId: string;
  /** ISO */
  readonly askedAt: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Written before a change is made, once for a card: whoever writes it makes the change, or withdraws it. */
export interface Intent {
  readonly card: Card;
  readonly decision: 'make' | 'withdraw';
  /** Who pressed: the asker, or the second person who approved. Absent for what a timer does. */
  readonly decidedBy?: string;
  /** The job whose press decided: the same job coming again finishes what it began. */
  readonly jobId: string;
  /** ISO */
  readonly decidedAt: string;
}

/** Written after. `unknown`: AWS did not answer, and the effect may have happened. */
export interface ChangeOutcome {
  readonly result: 'applied' | 'failed' | 'unknown';
  readonly reason?: string;
  /** What lies behind the reason, where that is known. */
  readonly why?: NotYet['why'];
  /** What was made, where only AWS knows its name: `hello-world:4`. */
  readonly made?: string;
  /** AWS's id of the request that made it. */
  readonly requestId?: string;
  /** ISO */
  readonly at: string;
}

/** A change or setting that was asked for and refused. */
export interface Refused {
  readonly userId: string;
  readonly channelId: string;
  /** What was typed: of a button that was pressed, the line that its card or change came from. */
  readonly line: string;
  /** The button, or the end of its time; absent for a line that was typed, or a button that says a line. */
  readonly press?: 'confirm' | 'cancel' | 'undo' | 'return';
  /** `cluster/service`, where the line named one that the person may read. */
  readonly target?: string;
  /** The code of what the person read. */
  readonly why: string;
  readonly jobId: string;
  /** ISO */
  readonly at: string;
}

/** What Slack refuses for good, with its own word for it. */
export type SlackRefusal =
  /** The message is not there any more, or can't be edited any more. */
  | { readonly kind: 'gone'; readonly code: string }
  /** Not here, or not so: a channel that the bot may not write in, say. Each code that is not in the table counts as this. */
  | { readonly kind: 'forbidden'; readonly code: string }
  /** The app was installed without a scope; empty where Slack does not name it. */
  | { readonly kind: 'scope'; readonly code: string; readonly scope: string }
  /** The token itself is no good (any more): revoked, expired, of a removed app. */
  | { readonly kind: 'token'; readonly code: string };

/** Slack takes no message of the bot's in this channel, or there is none to write to: then nothing is changed. */
export class CannotPost extends Error {
  readonly channelId: string;
  /** What Slack said; absent where there is no channel. */
  readonly refusal: SlackRefusal | undefined;

  constructor(channelId: string, refusal?: SlackRefusal, options?: ErrorOptions) {
    super(`The bot cannot post in ${channelId || 'a channel: no default channel is set'}`, options);
    this.name = 'CannotPost';
    this.channelId = channelId;
    this.refusal = refusal;
  }
}

/** It was surely not done, and may be when it is asked again soon: tried as often as its job is, and failed after that. */
export class NotYet extends Error {
  /** What a person reads of it, when it lasts. */
  readonly why: 'firstCluster';

  constructor(why: NotYet['why'], options: { readonly cause: Error }) {
    super(options.cause.message, options);
    this.name = 'NotYet';
    this.why = why;
  }
}

/** Why a change was refused. */
export type RefusalReason =
  /**
   * `cardGone`: nothing is known of it any more. `unanswered`: Slack did not say whether it took the message that stands before every
   * change. `needsSecondPerson`: whoever asks can't approve.
   */
  | { readonly why: 'cardGone' | 'tooLate' | 'unanswered' | 'needsSecondPerson' }
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
  | { readonly why: 'denied'; readonly denial: AccessDenial }
  /** `askerDenied`: who asked had the right once, and has not any more. */
  | { readonly why: 'askerDenied' | 'cardOfAnother'; readonly askedBy: string }
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

/** Slack took a message as often as it may be posted, without an answer: nobody knows where it stands, if at all. */
export class Unanswered extends Error {
  constructor() {
    super('Slack took the message twice without an answer');
    this.name = 'Unanswered';
  }
}
