import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { PolicyReading } from '../access/policy-reading.ts';
import type { Heartbeats } from '../store/heartbeats.ts';
import type { Attempt } from './attempt.ts';
import type { SlackProbe } from './slack-probe.ts';

/** What the doctor asks; `functions/worker.ts` builds it, tests too. */
export interface DoctorWorld {
  readonly ssm: SSMClient;
  /** The name of the parameter that holds the bot's token. */
  readonly tokenParameter: string;
  readonly slack: SlackProbe;
  /** The scopes that the app's manifest asks for. */
  readonly scopes: readonly string[];
  /** The workspace that is served: whoever asks is of it. */
  readonly teamId: string;
  /** One for each of the worker's rights that can be tried harmlessly. */
  readonly attempts: readonly Attempt[];
  /** The other rights, `sqs:ChangeMessageVisibility`. */
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
  /** The ARN of the SNS topic that hears of alarms too; empty where there is none. */
  readonly alarmTopic: string;
  /** Now, epoch milliseconds. */
  readonly now: () => number;
}

export interface DoctorQueue {
  readonly url: string;
  /** More than so many waiting is a jam; 0 for a dead-letter queue, in which nothing should wait. */
  readonly most: number;
}

export interface DoctorTable {
  readonly name: string;
  /** Reads something that need not be there. */
  readonly read: () => Promise<unknown>;
}
