import type { AccessDenial } from '../access/access.ts';
import type { Freeze } from '../access/freeze.ts';
import type { RoleProblem } from '../aws/ecs/revision-copy.ts';
import type { Change } from './change.ts';

/** A change that waits for a press: stored, single use, and only for a while. */
export interface Card {
  /** Can't be guessed: 128 bits, from the job that asked for it. */
  readonly id: string;
  /** What was typed; run again if the target has changed since. */
  readonly line: string;
  readonly change: Change;
  readonly askedBy: string;
  /** A second person has to approve it, because every grant of its asker says so, or a tag on its target does. */
  readonly approval?: 'grant' | 'tag';
  /** What its asker typed after `because`, without secrets. */
  readonly because?: string;
  /** The freeze that it breaks. */
  readonly breaks?: Freeze;
  /** The freeze that will keep it from going back when its time is up. */
  readonly stays?: Freeze;
  /** Who approved the change that this one reverts when its time is up: the approval covers both. */
  readonly approvedBy?: string;
  readonly channelId: string;
  /** ISO */
  readonly askedAt: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Written before a change is made, once per card: the job that writes it makes the change, or withdraws it. */
export interface Intent {
  readonly card: Card;
  readonly decision: 'make' | 'withdraw';
  /** Who pressed: the asker, or the second person who approved. Absent for a timer. */
  readonly decidedBy?: string;
  /** The job whose press decided: when the same job is retried, it finishes what it began. */
  readonly jobId: string;
  /** ISO */
  readonly decidedAt: string;
}

/** Who approved what was decided, if it needed a second person, or if what it reverts did. */
export function approverOf({ card, decidedBy }: Pick<Intent, 'card' | 'decidedBy'>): string | undefined {
  return card.approval === undefined ? card.approvedBy : decidedBy;
}

/** What became of a pause hook that no longer waits for a person. */
export interface HookEnd {
  /** `over`: ECS does not say; it was answered, its time was over, or its deployment was. */
  readonly type: 'continued' | 'rolledBack' | 'timedOut' | 'over';
  /** CONTINUE or ROLLBACK: what ECS did when its time was over. */
  readonly timeoutAction?: string;
  /** Who answered it through the bot, if the audit knows. */
  readonly userId?: string;
}

/** Written after the change. `unknown`: AWS did not answer, and the effect may have happened. */
export interface ChangeOutcome {
  readonly result: 'applied' | 'failed' | 'unknown';
  readonly reason?: string;
  /** What is behind the reason, where that is known. */
  readonly why?: NotYet['why'];
  /** What became of the hook that it was to answer, and was too late for. */
  readonly hook?: HookEnd;
  /** The name of what was created, where only AWS knows it: `hello-world:4`. */
  readonly made?: string;
  /** The revision that was registered for it, `family:revision`; it stays, however the change itself ended. */
  readonly registered?: string;
  /** The roles because of which no revision could be registered. */
  readonly role?: RoleProblem;
  /** AWS's id of the request that made it. */
  readonly requestId?: string;
  /** ISO */
  readonly at: string;
}

/** A change or setting that was asked for and refused. */
export interface Refused {
  readonly userId: string;
  readonly channelId: string;
  /** What was typed; for a pressed button, the line that its card or change came from. */
  readonly line: string;
  /** The button, or the end of a change's time; absent for a typed line, or for a button that runs a line. */
  readonly press?: 'confirm' | 'cancel' | 'undo' | 'return';
  /** `cluster/service`, where the line named one that the person may read. */
  readonly target?: string;
  /** The code of the message that the person was shown. */
  readonly why: string;
  readonly jobId: string;
  /** ISO */
  readonly at: string;
}

/** What Slack permanently refuses, with its own error code. */
export type SlackRefusal =
  /** The message no longer exists, or can't be edited any more. */
  | { readonly kind: 'gone'; readonly code: string }
  /**
   * Not allowed here, or not in this way: a channel that the bot may not write in, for example. Every code that is not in the table counts as this.
   */
  | { readonly kind: 'forbidden'; readonly code: string }
  /** The app was installed without a scope; empty where Slack does not name it. */
  | { readonly kind: 'scope'; readonly code: string; readonly scope: string }
  /** The token itself is invalid, or no longer valid: revoked, expired, or from a removed app. */
  | { readonly kind: 'token'; readonly code: string };

/** The bot can't post in this channel, or there is no channel to post in: then nothing is changed. */
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

/** It was certainly not done, and may succeed soon: retried as often as its job is, and failed after that. */
export class NotYet extends Error {
  /** The reason shown to a person if it lasts. */
  readonly why: 'firstCluster';

  constructor(why: NotYet['why'], options: { readonly cause: Error }) {
    super(options.cause.message, options);
    this.name = 'NotYet';
    this.why = why;
  }
}

/** ECS may not show yet what an earlier try did: its job comes back when it does. */
export class NotShownYet extends Error {
  /** Seconds until then. */
  readonly seconds: number;

  constructor(seconds: number) {
    super('ECS may not show yet what an earlier try did');
    this.name = 'NotShownYet';
    this.seconds = seconds;
  }
}

/** Refused by ECS like any 4xx: the hook was answered, or its time was over, before the request arrived. */
export class HookOver extends Error {
  readonly $metadata = { httpStatusCode: 400 };
  readonly end: HookEnd;

  constructor(end: HookEnd, options?: ErrorOptions) {
    super(reasons[end.type], options);
    this.name = 'HookOver';
    this.end = end;
  }
}

const reasons: { readonly [Type in HookEnd['type']]: string } = {
  continued: 'the hook was continued before',
  rolledBack: 'the deployment was rolled back before',
  timedOut: 'the time of the hook was over before',
  over: 'the deployment was over before',
};

/** Why a change was refused. */
export type RefusalReason =
  /**
   * `cardGone`: the card is no longer known. `unanswered`: Slack did not say whether it took the message that comes before every change.
   * `needsSecondPerson`: the asker can't approve.
   */
  | { readonly why: 'cardGone' | 'tooLate' | 'unanswered' | 'needsSecondPerson' }
  /** The bot was deployed without the rights that it needs. */
  | { readonly why: 'deploymentsOff' }
  /** The change was made, or is being made and has no outcome yet. `link` leads to its message. */
  | {
      readonly why: 'cardMade';
      readonly intent: Intent;
      readonly outcome: ChangeOutcome | undefined;
      readonly link: string | undefined;
    }
  | { readonly why: 'cardWithdrawn'; readonly intent: Intent }
  /** This very press was refused before; `because` is the code of what its person was shown. */
  | { readonly why: 'refusedBefore'; readonly because: string }
  | { readonly why: 'cardExpired'; readonly card: Card }
  /** Somebody else's change to the same target is in progress; `userId` is empty if it is not known whose. */
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
  /** The pause hook that it would answer no longer waits. */
  | { readonly why: 'hookOver'; readonly target: string; readonly end: HookEnd }
  /** Whoever began a deployment through the bot does not approve that it goes on. */
  | { readonly why: 'ownDeployment' }
  /** `mayBreak`: they may make it all the same, if they type a reason. */
  | { readonly why: 'frozen'; readonly target: string; readonly freeze: Freeze; readonly mayBreak: boolean }
  /** `askerDenied`: the asker had the right before, and no longer does. */
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

/** Slack was sent the message as often as it may be, and never answered: nobody knows where it is, if anywhere. */
export class Unanswered extends Error {
  constructor() {
    super('Slack took the message twice without an answer');
    this.name = 'Unanswered';
  }
}
