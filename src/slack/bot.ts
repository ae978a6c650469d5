import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createAccess } from '../access/access.ts';
import type { PolicyReading } from '../access/policy.ts';
import type { WorkerClients } from '../aws/clients.ts';
import { listClusters } from '../aws/ecs/clusters.ts';
import { readPassRoles } from '../aws/pass-roles.ts';
import { auditStore, changeStore } from '../changes/audit.ts';
import { readHandsOn } from '../changes/kinds/hands-on.ts';
import { createRevertTimer } from '../changes/revert.ts';
import { commands, presentCommands } from '../commands/registry.ts';
import type { WorkerConfig } from '../config.ts';
import { examine } from '../doctor/examine.ts';
import { untriedRights, workerProbes } from '../doctor/rights.ts';
import { en } from '../messages/en/index.ts';
import { ja } from '../messages/ja/index.ts';
import { catalogueFor } from '../messages/messages-for.ts';
import { deployedLanguage } from '../notifications/settings.ts';
import { takeCall } from '../store/call-limit.ts';
import { loadEpisode } from '../store/episodes.ts';
import { sharedReadings } from '../store/shared-readings.ts';
import type { Stores } from '../store/stores.ts';
import { getRecord } from '../store/table.ts';
import { queueMuteEnd, queueNotice } from '../task-events/queue.ts';
import { boltLogger, createApp } from './app.ts';
import { createApprovals } from './approvals.ts';
import { toldAudit } from './audit.ts';
import { BotClient, botScopes, createBotToken, webClientOptions } from './client.ts';
import type { LineDeps } from './context.ts';
import { createSlackProbe, slackDirectory } from './directory.ts';
import type { SlackFetch } from './fetch.ts';
import { createGuide } from './hands-on.ts';
import { receiveBatch } from './jobs.ts';
import { channelMessages, postAtMostTwice, postDirect, postInChannel } from './post.ts';
import { runRevert } from './revert.ts';
import { createStory } from './story.ts';

interface BotOptions {
  readonly config: WorkerConfig;
  readonly clients: WorkerClients;
  readonly stores: Stores;
  /** Who may do what. */
  readonly reading: PolicyReading;
  readonly logger: Logger;
  /** How Slack is reached. */
  readonly fetch: SlackFetch;
  /** Current time in epoch milliseconds. */
  readonly now: () => number;
}

/** The doctor makes about forty calls to AWS and Slack, whose limits are shared by the whole workspace. */
const doctorLimit = { most: 5, ms: 60_000 };

/** The bot, once it is built. */
interface Bot {
  /**
   * Asks AWS and Slack what nobody needs: the connections are open, the token read and the code compiled when the first request comes. During init
   * Lambda gives a whole CPU. Never rejects and takes at most `initMs`.
   */
  warmUp(): Promise<void>;
  handle(event: SQSEvent): Promise<SQSBatchResponse>;
}

const initMs = 2000;

/**
 * The bot behind the commands queue. It handles a batch of messages: requests verified by the front door, timers, and checks of a learner's hands-on.
 */
export function createBot(options: BotOptions): Bot {
  const { config, clients, stores, reading, logger, fetch, now } = options;
  const { table, settings, stoppedTasks } = stores;
  const { sqs } = clients;
  const auditTable = { ...table, name: config.AUDIT_TABLE_NAME };
  const defaultChannel = config.DEFAULT_CHANNEL ?? '';
  const queueUrl = config.EVENTS_QUEUE_URL;

  const language = deployedLanguage(config.DEFAULT_LANGUAGE);
  const words = catalogueFor({ en, ja }, config.COMMAND);
  const channelWords = channelMessages(settings, language, words);
  const audit = toldAudit(auditStore(auditTable, Number(config.AUDIT_DAYS)), {
    channel: config.AUDIT_CHANNEL ?? '',
    notify: (notice) => queueNotice({ sqs, queueUrl }, notice),
    channelMessages: channelWords,
    logger,
  });

  const clientOptions = webClientOptions(fetch, config.SLACK_API_URL);
  const web = new BotClient(createBotToken(clients.ssm, config.BOT_TOKEN_PARAMETER), clientOptions);
  const readings = sharedReadings(table, now);

  const { AWS_REGION: region, AWS_ENDPOINT_URL: endpoint } = config;
  const handsOn = readHandsOn(config);
  const deployments = config.DEPLOYMENTS !== 'off';
  const passRoles = readPassRoles(config.PASS_ROLES);
  const sources = {
    ecs: clients.ecs,
    ecr: clients.ecr,
    cloudFormation: clients.cloudFormation,
    stoppedTasks,
    now,
    where: { region, ...(endpoint !== undefined && { endpoint }) },
    episode: async (target: Parameters<typeof loadEpisode>[1]) => (await loadEpisode(table, target))?.episode,
  };
  const guide = handsOn && createGuide({ web, table, sources, now, messagesFor: words, logger });

  const revertTimer = createRevertTimer(
    {
      client: clients.scheduler,
      queueArn: config.COMMANDS_QUEUE_ARN,
      roleArn: config.SCHEDULER_ROLE_ARN,
      deadLettersArn: config.EVENTS_DEAD_LETTERS_ARN,
      now,
    },
    config.SCHEDULE_PREFIX,
  );

  /** What `/ecs doctor` checks besides Slack. */
  const patient = {
    ssm: clients.ssm,
    sqs,
    lambda: clients.lambda,
    eventBridge: clients.eventBridge,
    now,
    access: reading,
    defaultChannel,
    scopes: botScopes,
    tokenParameter: config.BOT_TOKEN_PARAMETER,
    probes: workerProbes(
      { ...clients, table, auditTable },
      `ecs-ops-bot-doctor-${crypto.randomUUID()}`,
      config.COMMANDS_QUEUE_ARN,
      { deployments },
    ),
    untried: untriedRights({ deployments, handsOn: handsOn !== undefined }),
    rules: config.EVENT_RULES.split(','),
    readHeartbeats: stores.heartbeats.read,
    queues: [
      { url: config.COMMANDS_QUEUE_URL, most: 50 },
      { url: queueUrl, most: 1000 },
      { url: config.COMMANDS_DEAD_LETTERS_URL, most: 0 },
      { url: config.EVENTS_DEAD_LETTERS_URL, most: 0 },
    ],
    tables: [table, auditTable].map((each) => ({
      name: each.name,
      read: () => getRecord(each, 'doctor', 'none'),
    })),
    passesRoles: !deployments || passRoles.length > 0,
    alarmTopic: config.ALARM_TOPIC === 'none' ? '' : (config.ALARM_TOPIC ?? ''),
  };

  /** The dependencies of one request. */
  function deps(): LineDeps {
    const shown = { web, table, channelMessages: channelWords, now, logger };
    const directory = slackDirectory({ web, readings, teamId: config.SLACK_TEAM_ID, now });
    const slack = createSlackProbe(web, directory);
    return {
      commands: presentCommands(commands, { deployments, 'hands-on': handsOn !== undefined }),
      ecs: clients.ecs,
      ecsOnce: clients.ecsOnce,
      deployments,
      autoscaling: clients.autoscaling,
      ecr: clients.ecr,
      logs: clients.logs,
      logsOn: config.LOGS === 'on',
      store: changeStore(table, audit, now),
      audit,
      stoppedTasks,
      async examine(teamId) {
        const waitSeconds = await takeCall(table, `doctor ${teamId}`, doctorLimit, now());
        return waitSeconds > 0 ? { waitSeconds } : examine({ ...patient, teamId, slack });
      },
      examineToken: (teamId) => examine({ ...patient, teamId, slack }, undefined, ['token', 'slack']),
      readSettings: settings.load,
      settings: {
        store: settings,
        announce: (key, channel, message) =>
          postAtMostTwice({ table, now }, key, () => postInChannel(web, channel, message)),
        direct: (key, userId, message) =>
          postAtMostTwice({ table, now }, key, () => postDirect(web, userId, message)),
        remind: (at) => queueMuteEnd({ sqs, queueUrl }, at - now()),
      },
      story: createStory({ ...shown, sqs, queueUrl, defaultChannel, answersHooks: deployments }),
      approvals: createApprovals(shown),
      revertTimer,
      access: createAccess({ reading, directory, now }),
      defaultChannel,
      maximumDesiredCount: Number(config.MAX_DESIRED_COUNT),
      passRoles,
      handsOn,
      guide,
      messages: words(language),
      messagesFor: words,
      channelMessages: channelWords,
      logger,
      now,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    };
  }

  const receiver = createApp({
    web,
    fetch,
    clientOptions,
    logger: boltLogger(logger),
    readings,
    world: deps,
  });
  return {
    async warmUp() {
      const asked = [web.api.test(), getRecord(table, 'warm', 'none'), listClusters(clients.ecs)];
      const warm = Promise.all(asked).catch((error: unknown) => {
        logger.warn('Not warm; the first request tries again', { error: error as Error });
      });
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise((resolve) => {
        timer = setTimeout(resolve, initMs);
      });
      await Promise.race([warm, enough]);
      clearTimeout(timer);
    },
    handle: (event) =>
      receiveBatch(event, {
        receiver,
        runRevert: (job, delivery) => runRevert(job, delivery, deps()),
        runCheck: async ({ userId, at }) => guide?.check(userId, at),
        sqs,
        queueUrl: config.COMMANDS_QUEUE_URL,
        logger,
      }),
  };
}
