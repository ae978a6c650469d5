import type { AccessDenial } from '../../access/decide.ts';
import { isRetryable } from '../../aws/ecs/errors.ts';
import type { SlackRefusal } from '../../changes/card.ts';
import { maskSecrets } from '../../redact/redact.ts';

/**
 * What is wrong with a line, as a value. The catalogue has one sentence for each code, which says what to type
 * instead; a view escapes what came from outside.
 */
export type Problem =
  /** `like`: a read or a setting whose name is near. */
  | {
      readonly code: 'unknownCommand';
      readonly given: string;
      readonly like?: { readonly name: string; readonly example: string };
    }
  /** Another word for a command of ours. */
  | {
      readonly code: 'otherWord';
      readonly given: string;
      readonly command: string;
      readonly example: string;
    }
  /** What only the AWS CLI does. */
  | {
      readonly code: 'shellVerb';
      readonly given: string;
      readonly shell: ShellVerb;
      /** What the line named, as far as it did: names of ECS, which no shell reads otherwise. */
      readonly cluster?: string;
      readonly name?: string;
    }
  /** Not a cluster in the region; `learn`: the hands-on would make the first. */
  | { readonly code: 'nothingHere'; readonly learn: boolean }
  | { readonly code: 'unknownFlag'; readonly given: string; readonly command: string; readonly usage: string }
  | { readonly code: 'unclosedQuote' }
  | { readonly code: 'missingWord'; readonly word: string; readonly usage: string; readonly example: string }
  | {
      readonly code: 'tooManyWords';
      readonly given: string;
      readonly usage: string;
      readonly example: string;
    }
  | {
      readonly code: 'badWord';
      readonly why: ArgumentProblem;
      readonly given: string;
      readonly usage: string;
      readonly example: string;
    }
  | { readonly code: 'unknownCluster'; readonly given: string; readonly nearest: readonly string[] }
  | { readonly code: 'unknownService'; readonly given: string; readonly nearest: readonly string[] }
  | { readonly code: 'ambiguousService'; readonly given: string; readonly targets: readonly string[] }
  | { readonly code: 'unknownTarget'; readonly given: string; readonly nearest: readonly string[] }
  | { readonly code: 'ambiguousTask'; readonly given: string; readonly targets: readonly string[] }
  | { readonly code: 'unknownTask'; readonly given: string; readonly cluster: string }
  /** An ARN; `region` and `account` are where the bot looks. */
  | {
      readonly code: 'otherPlace';
      readonly given: string;
      readonly region: string;
      readonly account: string;
    }
  | { readonly code: 'unknownRepository'; readonly given: string; readonly nearest: readonly string[] }
  | { readonly code: 'unknownTaskDefinition'; readonly given: string }
  /** The hands-on may touch nothing of this name. */
  | { readonly code: 'notOfHandsOn'; readonly given: string }
  /** The bot was deployed without it. */
  | { readonly code: 'noHandsOn' }
  | {
      readonly code: 'alreadyThere';
      readonly what: 'repository' | 'cluster' | 'service' | 'taskDefinition';
      readonly name: string;
    }
  | { readonly code: 'serviceDraining'; readonly target: string }
  | {
      readonly code: 'clusterHolds';
      readonly cluster: string;
      readonly services: number;
      readonly tasks: number;
    }
  /** `memories`, MiB, are those that go with so many CPU units; none where Fargate has not so many. */
  | {
      readonly code: 'notAFargateSize';
      readonly cpu: number;
      readonly memory: number;
      readonly memories: readonly number[];
    }
  | { readonly code: 'notAPort'; readonly given: string }
  | { readonly code: 'noPort'; readonly taskDefinition: string }
  | { readonly code: 'taskRuns'; readonly task: string }
  | { readonly code: 'noTask'; readonly target: string }
  | { readonly code: 'logsNotAllowed'; readonly target: string }
  | { readonly code: 'logsElsewhere'; readonly target: string; readonly driver: string }
  | { readonly code: 'noRunningTask'; readonly target: string }
  | { readonly code: 'taskAlreadyStopping'; readonly task: string; readonly target: string }
  | { readonly code: 'daemonCount'; readonly target: string }
  | {
      readonly code: 'aboveMaximum';
      readonly target: string;
      readonly count: number;
      readonly maximum: number;
    }
  | {
      readonly code: 'belowZero';
      readonly target: string;
      readonly count: number;
      readonly desiredCount: number;
    }
  | { readonly code: 'sameCount'; readonly target: string; readonly count: number }
  | { readonly code: 'denied'; readonly denial: AccessDenial }
  | { readonly code: 'askerDenied'; readonly asker: string }
  | { readonly code: 'needsSecondPerson' }
  | {
      readonly code: 'managedElsewhere';
      readonly target: string;
      readonly link: string;
    }
  | {
      readonly code: 'drillUnsafe';
      readonly target: string;
      readonly why: 'deploying' | 'notSteady' | 'tooFew' | 'protected' | 'unhealthy';
    }
  | { readonly code: 'noScalableTarget'; readonly target: string }
  | { readonly code: 'oneOfBoth' }
  | { readonly code: 'undoOver' }
  /** `set` is what the change set, `desiredCount` what it is now; absent when the service is gone. */
  | {
      readonly code: 'undoMoved';
      readonly target: string;
      readonly set: number;
      readonly desiredCount: number | undefined;
    }
  /** Nothing is known of the card any more. */
  | { readonly code: 'cardGone' }
  /** A press on a card whose change was made; no `result` while it still is. `userId` approved it where it needed a second person. */
  | {
      readonly code: 'cardMade';
      readonly userId: string;
      readonly approved: boolean;
      readonly at: number;
      readonly result: 'applied' | 'failed' | 'unknown' | undefined;
      readonly link: string | undefined;
    }
  /** `declined`: by somebody else than who asked. */
  | {
      readonly code: 'cardWithdrawn';
      readonly userId: string;
      readonly declined: boolean;
      readonly at: number;
    }
  | { readonly code: 'cardExpired'; readonly minutes: number }
  /** `userId` is empty where it is not known. */
  | { readonly code: 'targetBusy'; readonly target: string; readonly userId: string }
  /** At the end of a change's time. */
  | { readonly code: 'approvalNeeded'; readonly byTag: boolean }
  /** Somebody else than the bot had auto scaling rest. */
  | { readonly code: 'pausedAlready'; readonly target: string }
  /** Taking it back would have auto scaling rest without an end. */
  | { readonly code: 'undoPauses'; readonly target: string }
  /** `byTimer`: its time was over. */
  | { readonly code: 'undoDone'; readonly userId: string; readonly byTimer: boolean; readonly at: number }
  | { readonly code: 'cardOfAnother'; readonly asker: string }
  /** `slackSays`: its error code; absent where there is no channel to post in. */
  | {
      readonly code: 'cannotPost';
      readonly channel: string;
      readonly direct: boolean;
      readonly slackSays?: string;
    }
  | { readonly code: 'tooLate' }
  | { readonly code: 'awsRefused'; readonly message: string }
  | { readonly code: 'awsDenied'; readonly message: string }
  | { readonly code: 'onlyInChannel' }
  | { readonly code: 'notWatched'; readonly given: string; readonly patterns: readonly string[] }
  | { readonly code: 'notMuted'; readonly given: string; readonly patterns: readonly string[] }
  /** `@olivia`: a name, and no id. */
  | { readonly code: 'nameOnly'; readonly given: string }
  | { readonly code: 'slackRefuses'; readonly refusal: SlackRefusal }
  /** The doctor asks many parts of the bot: a few times a minute for all of the workspace. */
  | { readonly code: 'tooOften'; readonly seconds: number }
  /** Slack asks for a pause that is too long to wait for. */
  | { readonly code: 'slackWaits'; readonly seconds: number }
  /** A button of the hands-on that belongs to its learner. */
  | { readonly code: 'handsOnOfAnother'; readonly userId: string }
  /** Slack did not say whether it took the message that stands before every change. */
  | { readonly code: 'unanswered' }
  /** Three tries failed; a press's change may have been made before. */
  | { readonly code: 'unavailable'; readonly became: 'nothing' | 'applied' | 'failed' | 'unknown' };

/** What can be wrong with one word of a line; the codes are the messages of the commands' zod schemas. */
export type ArgumentProblem =
  | 'notACount'
  | 'notAPage'
  | 'notANumber'
  | 'notAnImage'
  | 'notATaskDefinition'
  | 'notARevision'
  | 'notATarget'
  | 'notAName'
  | 'notALimit'
  | 'notALevel'
  | 'notALanguage'
  | 'notADuration'
  | 'notARepository'
  | 'notASpan'
  | 'notFor'
  | 'notAHandsOnWord'
  | 'invalid';

/** What a verb that this bot does not have would do; the AWS CLI does it. */
export type ShellVerb = 'restart' | 'deploy' | 'rollback' | 'exec' | 'run';

/** What a person reads of an AWS error that trying again would not cure; undefined for every other error. */
export function awsProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('$metadata' in error) || isRetryable(error)) return undefined;
  if (error.name.startsWith('AccessDenied') || error.name === 'UnauthorizedOperation') {
    return { code: 'awsDenied', message: maskSecrets(error.message) };
  }
  return { code: 'awsRefused', message: maskSecrets(error.message) };
}

/** Thrown when a line can't be carried out and trying again would not help. The person reads its problem's sentence. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.code, options);
    this.name = 'Refusal';
    this.problem = problem;
  }
}
