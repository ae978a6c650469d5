import { Logger } from '@aws-lambda-powertools/logger';
import { eventsClients } from '../src/aws/clients.ts';
import { readEventsConfig } from '../src/config.ts';
import { maskField } from '../src/redact/redact.ts';
import { createSlackFetch } from '../src/slack/fetch.ts';
import { createStores } from '../src/store/stores.ts';
import { createTaskEvents } from '../src/task-events/task-events.ts';

const config = readEventsConfig();
const clients = eventsClients();

/** The events queue's function: records stopped tasks, and posts what ECS does to the channels. */
export const handler = createTaskEvents({
  config,
  clients,
  stores: createStores(clients.dynamodb, config.TABLE_NAME, Date.now),
  logger: new Logger({ serviceName: 'task-events', jsonReplacerFn: maskField }),
  fetch: createSlackFetch(),
  now: Date.now,
});
