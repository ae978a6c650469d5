import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { EventsClients } from '../aws/clients.ts';
import { clusterTags } from '../aws/ecs/clusters.ts';
import { deploymentReader, serviceReader } from '../aws/ecs/service-reader.ts';
import { revisionReader } from '../aws/ecs/task-definitions.ts';
import type { EventsConfig } from '../config.ts';
import { handsOnStore } from '../hands-on/store.ts';
import { news as en } from '../messages/en/news.ts';
import { news as ja } from '../messages/ja/news.ts';
import { catalogueFor } from '../messages/messages-for.ts';
import { deployedLanguage } from '../notifications/settings.ts';
import { createBotToken, webClientOptions } from '../slack/client.ts';
import { createSend } from '../slack/post.ts';
import { cachedSettings } from '../store/settings.ts';
import type { Stores } from '../store/stores.ts';
import { createTurns } from './budget.ts';
import type { Deps } from './deps.ts';
import { createHeartbeat, handleBatch } from './handle-batch.ts';
import { handsOnNews, queueChecks } from './hands-on.ts';
import { keepStops } from './stopped-tasks.ts';

interface TaskEventsOptions {
  readonly config: EventsConfig;
  readonly clients: EventsClients;
  readonly stores: Stores;
  readonly logger: Logger;
  /** How Slack is reached. */
  readonly fetch: Parameters<typeof webClientOptions>[0];
  /** Current time in epoch milliseconds. */
  readonly now: () => number;
}

/** What handling a batch is built from. */
interface DepsOptions {
  readonly config: Pick<
    EventsConfig,
    'EVENTS_QUEUE_URL' | 'EVENTS_DEAD_LETTERS_URL' | 'BOT_TOKEN_PARAMETER'
  > &
    Partial<EventsConfig>;
  readonly clients: Pick<EventsClients, 'ecs' | 'sqs' | 'ssm'>;
  readonly stores: Pick<Stores, 'table' | 'settings'>;
  readonly logger: Deps['logger'];
  readonly fetch: Parameters<typeof webClientOptions>[0];
  readonly now: () => number;
}

/** What stands behind the events queue: it records stopped tasks, and posts what ECS does to the channels. */
export function createTaskEvents(options: TaskEventsOptions): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const { config, clients, stores, logger, now } = options;
  const { logs, sqs } = clients;
  const { table, stoppedTasks, heartbeats } = stores;
  const deps = eventsDeps(options);
  const stops = { ...deps, stoppedTasks, logs, logsOn: config.LOGS === 'on' };
  const looks = {
    store: handsOnStore(table),
    now,
    logger,
    sqs,
    commandsQueueUrl: config.COMMANDS_QUEUE_URL ?? '',
    teamId: config.SLACK_TEAM_ID,
  };
  const heartbeat = createHeartbeat(heartbeats, now, (error) =>
    logger.warn('The heartbeat could not be noted', { error: error as Error }),
  );

  return async (event) => {
    const [kept, handled] = await Promise.all([
      keepStops(stops, event),
      handleBatch(deps, event),
      heartbeat(event),
    ]);
    // After both: the hands-on checks read what they have written.
    if (config.HANDS_ON === 'on')
      await queueChecks(looks, handsOnNews(event.Records.map(({ body }) => body)));
    const failed = [kept, handled].flatMap(({ batchItemFailures }) =>
      batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    );
    const again = [...new Set(failed)];
    // To Lambda this invocation succeeds: no metric of its own counts these messages.
    if (again.length > 0) logger.error('Messages failed', { failedMessages: again.length });
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** What handling a batch needs. */
export function eventsDeps({ config, clients, stores, logger, fetch, now }: DepsOptions): Deps {
  const { ecs, sqs, ssm } = clients;
  const { table, settings } = stores;
  const readSettings = cachedSettings(settings, now);
  const deployed = deployedLanguage(config.DEFAULT_LANGUAGE);
  const wordsFor = catalogueFor({ en, ja }, config.COMMAND);
  return {
    table,
    ecs,
    services: serviceReader(ecs),
    deployments: deploymentReader(ecs),
    revisions: revisionReader(ecs),
    clusterTags: clusterTags(ecs, now),
    turns: createTurns(table),
    settings,
    readSettings,
    queue: { sqs, queueUrl: config.EVENTS_QUEUE_URL },
    deadLettersUrl: config.EVENTS_DEAD_LETTERS_URL,
    send: createSend(
      createBotToken(ssm, config.BOT_TOKEN_PARAMETER),
      webClientOptions(fetch, config.SLACK_API_URL),
    ),
    async channelWords() {
      const { languages } = await readSettings();
      const set = new Map(languages.map((each) => [each.channel, each.language]));
      return (channel) => wordsFor(set.get(channel) ?? deployed);
    },
    defaultChannel: config.DEFAULT_CHANNEL ?? '',
    answersHooks: config.DEPLOYMENTS !== 'off',
    settleMs: 60_000,
    now,
    logger,
  };
}
