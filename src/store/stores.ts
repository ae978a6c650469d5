import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { settingsStore } from './settings.ts';
import { createStoppedTasks } from './stopped-tasks.ts';
import { putRecord, queryAll, type Table } from './table.ts';

export type Stores = ReturnType<typeof createStores>;

/** The bot's own records, in the table of this name. */
export function createStores(client: DynamoDBDocumentClient, name: string, now: () => number) {
  const table = { client, name };
  return {
    table,
    settings: settingsStore(table),
    stoppedTasks: createStoppedTasks(table, now),
    heartbeats: heartbeatStore(table),
  };
}

/** When the events function last received each kind, epoch milliseconds; absent if it never did. */
export interface Heartbeats {
  /** An ECS event. */
  readonly event?: number;
  /** The sweep, which a rule sends every minute, even when ECS is quiet. */
  readonly sweep?: number;
}

const pk = 'heartbeat#events';

/** When the events function last received an event and a sweep. */
export interface HeartbeatStore {
  beat(kind: keyof Heartbeats, at: number): Promise<void>;
  read(): Promise<Heartbeats>;
}

export function heartbeatStore(table: Table): HeartbeatStore {
  return {
    beat: (kind, at) => putRecord(table, { pk, sk: kind, at }),
    async read() {
      const records = await queryAll<{ sk: keyof Heartbeats; at: number }>(table, pk);
      return Object.fromEntries(records.map(({ sk, at }) => [sk, at]));
    },
  };
}
