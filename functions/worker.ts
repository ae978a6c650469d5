import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { loadPolicy } from '../src/access/policy.ts';
import { workerClients } from '../src/aws/clients.ts';
import { commands, grantableCommands } from '../src/commands/registry.ts';
import { readWorkerConfig } from '../src/config.ts';
import { maskField } from '../src/redact/redact.ts';
import { createBot } from '../src/slack/bot.ts';
import { createSlackFetch } from '../src/slack/fetch.ts';
import { createStores } from '../src/store/stores.ts';

const config = readWorkerConfig();
const clients = workerClients();

const bot = createBot({
  config,
  clients,
  stores: createStores(clients.dynamodb, config.TABLE_NAME, Date.now),
  reading: loadPolicy(join(import.meta.dirname, 'access.json'), grantableCommands(commands)),
  logger: new Logger({ serviceName: 'worker', jsonReplacerFn: maskField }),
  fetch: createSlackFetch(),
  now: Date.now,
});
await bot.warmUp();

/** The commands queue's function: runs requests verified by the front door, jobs from timers, and checks of each learner's hands-on. */
export const handler = bot.handle;
