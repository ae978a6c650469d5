import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ServiceReader } from '../aws/ecs/service-reader.ts';
import type { ContainerReader } from '../aws/ecs/task-definitions.ts';
import type { MessagesFor } from '../messages/messages-for.ts';
import type { Language, Settings } from '../notifications/settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { Table } from '../store/table.ts';
import type { NudgeQueue, Send } from './queue.ts';

/** Writes one log line. */
type Log = (message: string, extra: Readonly<Record<string, unknown>>) => void;

/** What telling episodes needs; `functions/task-events.ts` builds it, tests too. */
export interface Deps {
  readonly table: Table;
  readonly ecs: ECSClient;
  /** DescribeServices for all who ask at about the same time. */
  readonly services: ServiceReader;
  /** What task definitions say of their containers, cached. */
  readonly containers: ContainerReader;
  /** A cluster's tags, cached. */
  readonly clusterTags: (cluster: string) => Promise<Readonly<Record<string, string>>>;
  readonly settings: SettingsStore;
  /** What `settings` holds, not older than a few seconds. */
  readonly readSettings: () => Promise<Settings>;
  readonly queue: NudgeQueue;
  /** The URL of the queue in which what can't be delivered waits for somebody to mend it. */
  readonly deadLettersUrl: string;
  readonly send: Send;
  /** Of a channel in which nobody set one. */
  readonly language: Language;
  readonly messagesFor: MessagesFor;
  readonly defaultChannel: string;
  /** How long nothing new must have come before an episode closes, milliseconds. */
  readonly settleMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Readonly<Record<'debug' | 'warn' | 'error', Log>>;
}
