import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { heartbeatStore } from './heartbeats.ts';
import { settingsStore } from './settings.ts';
import { createStoppedTasks } from './stopped-tasks.ts';

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
