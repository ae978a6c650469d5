import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { PolicyReading } from '../access/policy.ts';
import type { Heartbeats } from '../store/stores.ts';

/** A call that changes nothing, made to see whether the role allows it: it may fail, but not with AccessDenied. */
export interface Probe {
  /** As IAM names it: `ecs:ListClusters`. */
  readonly action: string;
  /** Which one, if the role names several for this action. */
  readonly on?: string;
  run(): Promise<unknown>;
}

/** What the doctor asks Slack; each rejects with web-api's error when Slack can't be asked. */
export interface SlackProbe {
  /** `auth.test`: whose token it is, and what it may do (`x-oauth-scopes`, absent where Slack sent none). */
  whoAmI(): Promise<SlackIdentity | SlackRefusal>;
  /** Whether Slack shows the bot this channel. Only a post can tell whether the bot may post there. */
  knowsChannel(channel: string): Promise<boolean>;
  /** Which of these users and user groups Slack does not know, and how many it was not asked about, to leave its limits to others. */
  unknownIds(ids: readonly string[]): Promise<{ readonly unknown: string[]; readonly unasked: number }>;
}

export interface SlackIdentity {
  readonly teamId: string;
  readonly team: string;
  readonly scopes: readonly string[] | undefined;
}

/** Slack's answer `ok: false`, such as `invalid_auth`; or an answer from something in front of Slack, which is not about the token: `HTTP 403`. */
export interface SlackRefusal {
  readonly error: string;
  readonly ofToken: boolean;
}

/** What the doctor needs; `functions/worker.ts` builds it, and so do tests. */
export interface DoctorDeps {
  readonly ssm: SSMClient;
  /** The name of the parameter that holds the bot's token. */
  readonly tokenParameter: string;
  readonly slack: SlackProbe;
  /** The scopes that the app's manifest asks for. */
  readonly scopes: readonly string[];
  /** The workspace that is served: the caller belongs to it. */
  readonly teamId: string;
  /** One for each of the worker's rights that can be tried without harm. */
  readonly probes: readonly Probe[];
  /** The other rights, such as `sqs:ChangeMessageVisibility`. */
  readonly untried: readonly string[];
  readonly eventBridge: EventBridgeClient;
  /** Names of the rules that feed the events queue. */
  readonly rules: readonly string[];
  readonly readHeartbeats: () => Promise<Heartbeats>;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly queues: readonly DoctorQueue[];
  readonly tables: readonly DoctorTable[];
  readonly access: PolicyReading;
  readonly defaultChannel: string;
  /** False where deployments are on and the bot may pass no role on to tasks. */
  readonly passesRoles: boolean;
  /** The ARN of the SNS topic that alarms also go to; empty if there is none. */
  readonly alarmTopic: string;
  /** Now, epoch milliseconds. */
  readonly now: () => number;
}

export interface DoctorQueue {
  readonly url: string;
  /** More than this many waiting is a backlog; 0 for a dead-letter queue, in which nothing should wait. */
  readonly most: number;
}

interface DoctorTable {
  readonly name: string;
  /** Reads something that need not exist. */
  readonly read: () => Promise<unknown>;
}

/** How bad a finding is. WARN: it works, but needs attention. NOTE: nothing was checked, but it is worth knowing. */
export type Level = 'OK' | 'NOTE' | 'WARN' | 'FAIL';

/** What the doctor found out about one thing, as a value: the catalogue says what it is, and what to do about it. Times are epoch milliseconds. */
export type Finding = { readonly level: Level } & (
  | { readonly code: 'tokenReadable' }
  | { readonly code: 'tokenMissing' | 'tokenMalformed'; readonly parameter: string }
  | { readonly code: 'signingSecretProven' }
  | { readonly code: 'slackAnswers'; readonly team: string }
  | { readonly code: 'slackRefuses' | 'slackForbids'; readonly error: string }
  | { readonly code: 'slackOtherWorkspace'; readonly team: string }
  | { readonly code: 'scopesComplete' }
  | { readonly code: 'scopesUnknown' }
  | { readonly code: 'scopesMissing' | 'scopesNeedless'; readonly scopes: readonly string[] }
  | { readonly code: 'rightsHeld'; readonly count: number }
  | { readonly code: 'rightsMissing'; readonly actions: readonly string[] }
  | { readonly code: 'rightsUnclear'; readonly actions: readonly string[]; readonly message: string }
  | { readonly code: 'rightsUntried'; readonly actions: readonly string[] }
  | { readonly code: 'ruleEnabled' | 'ruleDisabled' | 'ruleGone'; readonly rule: string }
  | { readonly code: 'sweepHeard' | 'sweepLate'; readonly at: number; readonly ageMs: number }
  | { readonly code: 'passesNoRole' }
  | { readonly code: 'sweepNever' }
  | { readonly code: 'eventHeard'; readonly at: number; readonly ageMs: number }
  | { readonly code: 'eventNever' }
  | {
      readonly code: 'queueFlows' | 'queueLong' | 'deadLetters';
      readonly queue: string;
      readonly waiting: number;
    }
  | { readonly code: 'queueGone' | 'deadLettersNone'; readonly queue: string }
  | { readonly code: 'concurrencyEnough' | 'concurrencyLow'; readonly limit: number }
  | { readonly code: 'clockUnknown' }
  | { readonly code: 'clockRight' | 'clockOff'; readonly seconds: number }
  | { readonly code: 'tableAnswers' | 'tableGone'; readonly table: string }
  | { readonly code: 'accessUsable'; readonly grants: number }
  | { readonly code: 'accessUnusable'; readonly problem: string }
  | { readonly code: 'accessEmpty' }
  | { readonly code: 'peopleUnknown'; readonly ids: readonly string[] }
  /** `unasked`: those beyond the number that is asked about at once. */
  | { readonly code: 'peopleKnown'; readonly known: number; readonly unasked: number }
  | { readonly code: 'channelUnset' | 'alarmsInSlackOnly' }
  | { readonly code: 'alarmsInTopicToo'; readonly topic: string }
  | { readonly code: 'channelKnown' | 'channelUnknown'; readonly channel: string }
  /** The check itself failed. */
  | { readonly code: 'denied'; readonly check: CheckName; readonly message: string }
  | { readonly code: 'late'; readonly check: CheckName }
  | { readonly code: 'failed'; readonly check: CheckName; readonly message: string }
);

/** The checks, in `aws-checks.ts`, `slack-checks.ts` and `rights.ts`. */
export type CheckName =
  | 'token'
  | 'slack'
  | 'rights'
  | 'rules'
  | 'heartbeat'
  | 'queues'
  | 'clock'
  | 'concurrency'
  | 'tables'
  | 'access'
  | 'people'
  | 'channel';

/** Whether AWS refused because a right is missing: services name it differently (`AccessDeniedException`, `KMSAccessDenied`, …). */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && /AccessDenied|UnauthorizedOperation|AuthorizationError/.test(error.name);
}

/** `work`, or a rejection with a TimeoutError when it takes longer than `ms`; a later result is ignored. */
export async function within<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException(`No answer within ${ms} ms`, 'TimeoutError')), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
