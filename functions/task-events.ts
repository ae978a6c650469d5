import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eventsClients } from '../src/aws/clients.ts';
import { clusterTags } from '../src/aws/ecs/clusters.ts';
import { serviceReader } from '../src/aws/ecs/service-reader.ts';
import { containerReader } from '../src/aws/ecs/task-definitions.ts';
import { readEventsConfig } from '../src/config.ts';
import { handsOnStore } from '../src/hands-on/store.ts';
import { messagesFor } from '../src/messages/messages-for.ts';
import { deployedLanguage } from '../src/notifications/settings.ts';
import { maskField } from '../src/redact/redact.ts';
import { createBotToken, webClientOptions } from '../src/slack/client.ts';
import { createSend } from '../src/slack/post.ts';
import { cachedSettings } from '../src/store/settings.ts';
import { createStores } from '../src/store/stores.ts';
import { createHeartbeat, handleBatch } from '../src/task-events/handle-batch.ts';
import { handsOnNews, queueChecks } from '../src/task-events/hands-on.ts';
import { keepStops } from '../src/task-events/stopped-tasks.ts';

const config = readEventsConfig();
const { ecs, logs, sqs, ssm, dynamodb } = eventsClients();
const { table, settings, stoppedTasks, heartbeats } = createStores(dynamodb, config.TABLE_NAME, Date.now);

const deps = {
  table,
  ecs,
  services: serviceReader(ecs),
  containers: containerReader(ecs),
  clusterTags: clusterTags(ecs, Date.now),
  settings,
  readSettings: cachedSettings(settings, Date.now),
  queue: { sqs, queueUrl: config.EVENTS_QUEUE_URL },
  deadLettersUrl: config.EVENTS_DEAD_LETTERS_URL,
  send: createSend(createBotToken(ssm, config.BOT_TOKEN_PARAMETER), webClientOptions(config.SLACK_API_URL)),
  language: deployedLanguage(config.DEFAULT_LANGUAGE),
  messagesFor: (locale: string) => messagesFor(locale, config.COMMAND),
  defaultChannel: config.DEFAULT_CHANNEL ?? '',
  settleMs: 60_000,
  now: Date.now,
  logger: new Logger({ serviceName: 'task-events', jsonReplacerFn: maskField }),
};

const stops = {
  ...deps,
  stoppedTasks,
  logs,
  logsOn: config.LOGS === 'on',
};

const looks = {
  store: handsOnStore(table),
  now: Date.now,
  logger: deps.logger,
  sqs,
  commandsQueueUrl: config.COMMANDS_QUEUE_URL ?? '',
  teamId: config.SLACK_TEAM_ID,
};

const heartbeat = createHeartbeat(heartbeats, Date.now, (error) =>
  deps.logger.warn('The heartbeat could not be noted', { error: error as Error }),
);

/** The events queue's function: records stopped tasks, and posts what ECS does to the channels. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const [kept, handled] = await Promise.all([
    keepStops(stops, event),
    handleBatch(deps, event),
    heartbeat(event),
  ]);
  // After both: the hands-on checks read what they have written.
  if (config.HANDS_ON === 'on') await queueChecks(looks, handsOnNews(event.Records.map(({ body }) => body)));
  const failed = [kept, handled].flatMap(({ batchItemFailures }) =>
    batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
  );
  const again = [...new Set(failed)];
  // A metric filter counts `failedMessages`: to Lambda this invocation succeeds.
  if (again.length > 0) deps.logger.error('Messages failed', { failedMessages: again.length });
  return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
};
