import type { ECSClient } from '@aws-sdk/client-ecs';
import type { DeploymentReader, ServiceReader } from '../aws/ecs/service-reader.ts';
import type { RevisionReader } from '../aws/ecs/task-definitions.ts';
import type { News } from '../messages/en/news.ts';
import type { Settings } from '../notifications/settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { Table } from '../store/table.ts';
import type { Turns } from './budget.ts';
import type { NudgeQueue, Send } from './queue.ts';

/** The catalogue for each channel. */
export type ChannelWords = (channel: string) => News;

/** Writes one log line. */
type Log = (message: string, extra: Readonly<Record<string, unknown>>) => void;

/** What the events function needs to show episodes; built by `functions/task-events.ts` and by tests. */
export interface Deps {
  readonly table: Table;
  readonly ecs: ECSClient;
  /** DescribeServices, shared by callers that ask at about the same time. */
  readonly services: ServiceReader;
  /** DescribeServiceDeployments, shared likewise. */
  readonly deployments: DeploymentReader;
  /** What task definitions say, cached. */
  readonly revisions: RevisionReader;
  /** A cluster's tags, cached. */
  readonly clusterTags: (cluster: string) => Promise<Readonly<Record<string, string>>>;
  /** Slack's limits, shared by everything that sends. */
  readonly turns: Turns;
  readonly settings: SettingsStore;
  /** What `settings` holds, at most a few seconds old, or as old as is said here, milliseconds. */
  readonly readSettings: (atMostMs?: number) => Promise<Settings>;
  readonly queue: NudgeQueue;
  /** The URL of the queue where undeliverable messages wait until somebody fixes the problem. */
  readonly deadLettersUrl: string;
  readonly send: Send;
  /** The catalogue for each channel: in the language that was set there, else in the deployed one. */
  readonly channelWords: () => Promise<ChannelWords>;
  readonly defaultChannel: string;
  /** Whether the bot has the rights to answer pause hooks. */
  readonly answersHooks: boolean;
  /** How long nothing new must have arrived before an episode closes, milliseconds. */
  readonly settleMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Readonly<Record<'debug' | 'warn' | 'error', Log>>;
}
