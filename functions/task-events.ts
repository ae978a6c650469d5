import { Logger } from '@aws-lambda-powertools/logger';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { clusterTags } from '../src/aws/ecs/clusters.ts';
import { serviceReader } from '../src/aws/ecs/services.ts';
import { containerReader } from '../src/aws/ecs/task-definitions.ts';
import { readConfig } from '../src/config.ts';
import { lessonStore } from '../src/hands-on/store.ts';
import { messagesFor } from '../src/messages/messages-for.ts';
import { deployedLanguage } from '../src/notifications/settings.ts';
import { maskField } from '../src/redact/redact.ts';
import { createBotToken, webClientOptions } from '../src/slack/client.ts';
import { createSend } from '../src/slack/post.ts';
import { heartbeatStore } from '../src/store/heartbeats.ts';
import { cachedSettings, settingsStore } from '../src/store/settings.ts';
import { blackBox } from '../src/store/stopped-tasks.ts';
import { createHeartbeat, handleBatch } from '../src/task-events/handle-batch.ts';
import { lessonNews, queueLooks } from '../src/task-events/hands-on.ts';
import { keepStops } from '../src/task-events/stopped-tasks.ts';

const config = readConfig({
  required: [
    'BOT_TOKEN_PARAMETER',
    'EVENTS_QUEUE_URL',
    'EVENTS_DEAD_LETTERS_URL',
    'SLACK_TEAM_ID',
    'TABLE_NAME',
  ],
  optional: [
    ...(['COMMAND', 'DEFAULT_CHANNEL', 'DEFAULT_LANGUAGE', 'LOGS', 'SLACK_API_URL'] as const),
    ...(['HANDS_ON', 'COMMANDS_QUEUE_URL'] as const),
  ],
});
/** An answer that takes longer than this is not worth waiting for; the queue brings the events again. Without the last one the SDK only warns. */
const requestHandler = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };
const botToken = createBotToken(new SSMClient({ requestHandler }), config.BOT_TOKEN_PARAMETER);

const table = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler })),
  name: config.TABLE_NAME,
};
const settings = settingsStore(table);
const ecs = new ECSClient({ requestHandler });

const world = {
  table,
  ecs,
  services: serviceReader(ecs),
  containers: containerReader(ecs),
  clusterTags: clusterTags(ecs, Date.now),
  settings,
  readSettings: cachedSettings(settings, Date.now),
  queue: { sqs: new SQSClient({ requestHandler }), queueUrl: config.EVENTS_QUEUE_URL },
  deadLettersUrl: config.EVENTS_DEAD_LETTERS_URL,
  send: createSend(botToken, webClientOptions(config.SLACK_API_URL)),
  language: deployedLanguage(config.DEFAULT_LANGUAGE),
  messagesFor: (locale: string) => messagesFor(locale, config.COMMAND),
  defaultChannel: config.DEFAULT_CHANNEL ?? '',
  settleMs: 60_000,
  now: Date.now,
  logger: new Logger({ serviceName: 'task-events', jsonReplacerFn: maskField }),
};

const stops = {
  ...world,
  box: blackBox(table, Date.now),
  logs: new CloudWatchLogsClient({ requestHandler }),
  logsOn: config.LOGS === 'on',
};

const looks = {
  ...{ lessons: lessonStore(table), now: Date.now, logger: world.logger },
  ...{ sqs: world.queue.sqs, commandsQueueUrl: config.COMMANDS_QUEUE_URL ?? '' },
  teamId: config.SLACK_TEAM_ID,
};

const heartbeat = createHeartbeat(heartbeatStore(table), Date.now, (error) =>
  world.logger.warn('The heartbeat could not be noted', { error: error as Error }),
);

/** The events queue's function: keeps what stopped in the black box, and tells channels what ECS does. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const [kept, handled] = await Promise.all([
    keepStops(stops, event),
    handleBatch(world, event),
    heartbeat(event),
  ]);
  // After them: what a lesson looks at, they have written.
  if (config.HANDS_ON === 'on') await queueLooks(looks, lessonNews(event.Records.map(({ body }) => body)));
  const failed = [kept, handled].flatMap(({ batchItemFailures }) =>
    batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
  );
  const again = [...new Set(failed)];
  // A metric filter counts `failedMessages`: for Lambda this invocation succeeds.
  if (again.length > 0) world.logger.error('Messages failed', { failedMessages: again.length });
  return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
};
