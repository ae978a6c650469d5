import type { AccessDenial } from '../../access/access.ts';
import { isRetryable } from '../../aws/ecs/errors.ts';
import type { HookEnd, SlackRefusal } from '../../changes/card.ts';
import type { NoDeploy } from '../../changes/kinds/deploy-target.ts';
import type { NoRollback } from '../../changes/kinds/rollback.ts';
import { maskSecrets } from '../../redact/redact.ts';

/**
 * What is wrong with a line, as a value. The catalogue has one sentence per code, which says what to type instead; a view escapes text from outside.
 */
export type Problem = {
  readonly [Code in keyof Details]: { readonly code: Code } & Readonly<Details[Code]>;
}[keyof Details];

/** What each sentence needs; `given` is what was typed. */
interface Details {
  /** `like`: a read with a similar name. */
  unknownCommand: { given: string; like?: { name: string; example: string } };
  /** Another word for one of our commands. */
  otherWord: { given: string; command: string; example: string };
  /** What only the AWS CLI does. */
  shellVerb: {
    given: string;
    shell: ShellVerb;
    /** What the line named, as far as it did: ECS names, in which a shell finds nothing special. */
    cluster?: string;
    name?: string;
  };
  /** No cluster in the region; `learn`: the hands-on would create the first. */
  nothingHere: { learn: boolean };
  unknownFlag: { given: string; command: string; usage: string };
  unclosedQuote: unknown;
  missingWord: { word: string; usage: string; example: string };
  tooManyWords: { given: string; usage: string; example: string };
  badWord: { why: ArgumentProblem; given: string; usage: string; example: string };
  unknownCluster: { given: string; nearest: readonly string[] };
  unknownService: { given: string; nearest: readonly string[] };
  ambiguousService: { given: string; targets: readonly string[] };
  unknownTarget: { given: string; nearest: readonly string[] };
  ambiguousTask: { given: string; targets: readonly string[] };
  unknownTask: { given: string; cluster: string };
  /** An ARN from elsewhere; `region` and `account` are where the bot looks. */
  otherPlace: { given: string; region: string; account: string };
  unknownRepository: { given: string; nearest: readonly string[] };
  unknownTaskDefinition: { given: string };
  /** The hands-on may not touch anything with this name. */
  notOfHandsOn: { given: string };
  /** The bot was deployed without it. */
  noHandsOn: unknown;
  /** The bot was deployed with `--deployments=off`. */
  deploymentsOff: unknown;
  alreadyThere: { what: 'repository' | 'cluster' | 'service' | 'taskDefinition'; name: string };
  serviceDraining: { target: string };
  clusterHolds: { cluster: string; services: number; tasks: number };
  /** `memories`, MiB, are the sizes that go with this much CPU; empty if Fargate has no such CPU size. */
  notAFargateSize: { cpu: number; memory: number; memories: readonly number[] };
  notAPort: { given: string };
  noPort: { taskDefinition: string };
  taskRuns: { task: string };
  noTask: { target: string };
  logsNotAllowed: { target: string };
  logsElsewhere: { target: string; driver: string };
  noRunningTask: { target: string };
  taskAlreadyStopping: { task: string; target: string };
  /** `owner`: CODE_DEPLOY, EXTERNAL, or EXPRESS. */
  deployedElsewhere: { target: string; owner: string; link: string };
  nothingToRestart: { target: string };
  noDeploy: { target: string } & NoDeploy;
  noRollback: { target: string } & NoRollback;
  /** A pause hook that was answered, or whose time is over. */
  hookOver: { target: string; end: HookEnd };
  nothingWaits: { target: string };
  /** `hooks` are their ids. */
  severalWait: { target: string; hooks: readonly string[] };
  ownDeployment: unknown;
  /** Something else was deployed since: the service is to run `taskDefinition` now. */
  deploymentMoved: { target: string; taskDefinition: string };
  /** A revision of another family than the service runs. */
  otherFamily: { target: string; family: string; given: string };
  daemonCount: { target: string };
  aboveMaximum: { target: string; count: number; maximum: number };
  belowZero: { target: string; count: number; desiredCount: number };
  sameCount: { target: string; count: number };
  denied: { denial: AccessDenial };
  askerDenied: { asker: string };
  needsSecondPerson: unknown;
  managedElsewhere: { target: string; link: string };
  drillUnsafe: { target: string; why: 'deploying' | 'notSteady' | 'tooFew' | 'protected' | 'unhealthy' };
  noScalableTarget: { target: string };
  oneOfBoth: unknown;
  undoOver: unknown;
  /** `set` is what the change set, `desiredCount` what it is now; absent when the service is gone. */
  undoMoved: { target: string; set: number; desiredCount: number | undefined };
  /** The card is no longer known. */
  cardGone: unknown;
  /** A press on a card whose change was made; no `result` while it is still being made. `userId` approved it if it needed a second person. */
  cardMade: {
    userId: string;
    approved: boolean;
    at: number;
    result: 'applied' | 'failed' | 'unknown' | undefined;
    link: string | undefined;
  };
  /** `declined`: by somebody other than the asker. */
  cardWithdrawn: { userId: string; declined: boolean; at: number };
  cardExpired: { minutes: number };
  /** `because`: the code of the problem that was shown then. */
  refusedBefore: { because: string };
  /** `userId` is empty if it is not known. */
  targetBusy: { target: string; userId: string };
  /** At the end of a change's time. */
  approvalNeeded: { byTag: boolean };
  /** Somebody other than the bot suspended auto scaling. */
  pausedAlready: { target: string };
  /** Undoing it would suspend auto scaling with no end. */
  undoPauses: { target: string };
  /** `byTimer`: its time was up. */
  undoDone: { userId: string; byTimer: boolean; at: number };
  cardOfAnother: { asker: string };
  /** `slackSays`: its error code; absent if there is no channel to post in. */
  cannotPost: { channel: string; direct: boolean; slackSays?: string };
  tooLate: unknown;
  awsRefused: { message: string };
  awsDenied: { message: string };
  onlyInChannel: unknown;
  /** `until` is absent if the freeze can't be read; `mayBreak`: with a reason they may change it all the same. */
  frozen: {
    target: string;
    pattern: string;
    reason: string;
    setBy: string;
    until: number | undefined;
    mayBreak: boolean;
  };
  notFrozen: { given: string; patterns: readonly string[] };
  tooManyFreezes: { most: number };
  notWatched: { given: string; patterns: readonly string[] };
  notMuted: { given: string; patterns: readonly string[] };
  /** `@olivia`: a name, not an id. */
  nameOnly: { given: string };
  slackRefuses: { refusal: SlackRefusal };
  /** The doctor checks many parts of the bot: a few times a minute for the whole workspace. */
  tooOften: { seconds: number };
  /** Slack asks for a pause that is too long to wait for. */
  slackWaits: { seconds: number };
  /** A button of somebody else's hands-on; `userId` is its learner. */
  handsOnOfAnother: { userId: string };
  /** Slack did not say whether it took the message that comes before every change. */
  unanswered: unknown;
  /** Three tries failed; a press's change may have been made before that. */
  unavailable: { became: 'nothing' | 'applied' | 'failed' | 'unknown' };
}

/** What can be wrong with one word of a line; the codes are the messages of the commands' zod schemas. */
export type ArgumentProblem =
  | 'notACount'
  | 'notAPage'
  | 'notANumber'
  | 'notAnImage'
  | 'notATaskDefinition'
  | 'notAnAction'
  | 'notARevision'
  | 'notDeployable'
  | 'notATarget'
  | 'notAName'
  | 'notALimit'
  | 'notALevel'
  | 'notALanguage'
  | 'notADuration'
  | 'notAFreezeTime'
  | 'notARepository'
  | 'notASpan'
  | 'notFor'
  | 'notAHandsOnWord'
  | 'invalid';

/** What a verb that this bot does not have would do; the AWS CLI can do it. */
export type ShellVerb = 'exec' | 'run';

/** What a person is shown for an AWS error that a retry would not fix; undefined for every other error. */
export function awsProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('$metadata' in error) || isRetryable(error)) return undefined;
  if (error.name.startsWith('AccessDenied') || error.name === 'UnauthorizedOperation') {
    return { code: 'awsDenied', message: maskSecrets(error.message) };
  }
  return { code: 'awsRefused', message: maskSecrets(error.message) };
}

/** Thrown when a line can't be carried out and a retry would not help. The person is shown the problem's sentence. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.code, options);
    this.name = 'Refusal';
    this.problem = problem;
  }
}
