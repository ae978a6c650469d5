import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { createAccess } from '../src/access/access.ts';
import { loadPolicy } from '../src/access/policy.ts';
import type { Target } from '../src/aws/ecs/target.ts';
import { auditStore, changeStore } from '../src/changes/audit.ts';
import { readHandsOn } from '../src/changes/kinds/hands-on.ts';
import { scheduleReturn } from '../src/changes/revert.ts';
import { commands, grantableCommands, presentCommands } from '../src/commands/registry.ts';
import { readConfig } from '../src/config.ts';
import type { DoctorWorld } from '../src/doctor/check.ts';
import { examine } from '../src/doctor/examine.ts';
import { handsOnRights, untriedRights, workerAttempts } from '../src/doctor/rights.ts';
import { messagesFor } from '../src/messages/messages-for.ts';
import { deployedLanguage } from '../src/notifications/settings.ts';
import { maskField } from '../src/redact/redact.ts';
import { boltLogger, createApp } from '../src/slack/app.ts';
import { createApprovals } from '../src/slack/approvals.ts';
import { toldAudit } from '../src/slack/audit.ts';
import { BotClient, botScopes, createBotToken, webClientOptions } from '../src/slack/client.ts';
import type { LineWorld } from '../src/slack/context.ts';
import { slackDirectory } from '../src/slack/directory.ts';
import { createLessons } from '../src/slack/hands-on.ts';
import { receiveBatch } from '../src/slack/jobs.ts';
import { channelMessages, postAtMostTwice, postInChannel } from '../src/slack/post.ts';
import { createSlackProbe } from '../src/slack/probe.ts';
import { runReturn } from '../src/slack/revert.ts';
import { createStory } from '../src/slack/story.ts';
import { takeCall } from '../src/store/call-limit.ts';
import { loadEpisode } from '../src/store/episodes.ts';
import { heartbeatStore } from '../src/store/heartbeats.ts';
import { settingsStore } from '../src/store/settings.ts';
import { sharedReadings } from '../src/store/shared-readings.ts';
import { blackBox } from '../src/store/stopped-tasks.ts';
import { getRecord } from '../src/store/table.ts';
import { queueMuteEnd, queueNotice } from '../src/task-events/queue.ts';

const config = readConfig({
  required: [
    'BOT_TOKEN_PARAMETER',
    'COMMANDS_QUEUE_URL',
    'COMMANDS_DEAD_LETTERS_URL',
    'EVENTS_QUEUE_URL',
    'EVENTS_DEAD_LETTERS_URL',
    'EVENT_RULES',
    'TABLE_NAME',
    'AUDIT_TABLE_NAME',
    'AUDIT_DAYS',
    'MAX_DESIRED_COUNT',
    'SLACK_TEAM_ID',
    'COMMANDS_QUEUE_ARN',
    'SCHEDULER_ROLE_ARN',
    'SCHEDULE_PREFIX',
    'EVENTS_DEAD_LETTERS_ARN',
    'AWS_REGION',
  ],
  optional: [
    'COMMAND',
    'SLACK_API_URL',
    'DEFAULT_CHANNEL',
    'DEFAULT_LANGUAGE',
    'LOGS',
    'AUDIT_CHANNEL',
    'ALARM_TOPIC',
    'AWS_ENDPOINT_URL',
    ...([
      'HANDS_ON',
      'HANDS_ON_SUBNETS',
      'HANDS_ON_SECURITY_GROUP',
      'HANDS_ON_TARGET_GROUP',
      'HANDS_ON_EXECUTION_ROLE',
      'HANDS_ON_LOG_GROUP',
    ] as const),
  ],
});
/** An answer that takes longer than this is not worth waiting for; the queue brings the job again. Without the last one the SDK only warns. */
const requestHandler = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };

const logger = new Logger({ serviceName: 'worker', jsonReplacerFn: maskField });
const ecs = new ECSClient({ requestHandler });
const autoscaling = new ApplicationAutoScalingClient({ requestHandler });
const ecr = new ECRClient({ requestHandler });
const logs = new CloudWatchLogsClient({ requestHandler });
const sqs = new SQSClient({ requestHandler });
const table = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler }), {
    marshallOptions: { removeUndefinedValues: true },
  }),
  name: config.TABLE_NAME,
};
const auditTable = { ...table, name: config.AUDIT_TABLE_NAME };
const settings = settingsStore(table);
const language = deployedLanguage(config.DEFAULT_LANGUAGE);
const words = (locale: string, command = config.COMMAND) => messagesFor(locale, command);
const channelWords = channelMessages(settings, language, words);
const audit = toldAudit(auditStore(auditTable, Number(config.AUDIT_DAYS)), {
  channel: config.AUDIT_CHANNEL ?? '',
  notify: (notice) => queueNotice({ sqs, queueUrl: config.EVENTS_QUEUE_URL }, notice),
  channelMessages: channelWords,
  logger,
});
const ssm = new SSMClient({ requestHandler });
const clientOptions = webClientOptions(config.SLACK_API_URL);
const web = new BotClient(createBotToken(ssm, config.BOT_TOKEN_PARAMETER), clientOptions);

const handsOn = readHandsOn(config);

/** It asks some forty things of AWS and Slack, whose limits the whole workspace shares. */
const doctorLimit = { most: 5, ms: 60_000 };

/** What `/ecs doctor` asks, beside Slack. */
const patient: Omit<DoctorWorld, 'teamId' | 'slack' | 'access'> = {
  ...{
    ssm,
    sqs,
    now: Date.now,
    scopes: botScopes,
    untried: [...untriedRights, ...(handsOn ? handsOnRights : [])],
  },
  tokenParameter: config.BOT_TOKEN_PARAMETER,
  attempts: workerAttempts(
    { ecs, autoscaling, ecr, logs, table, auditTable },
    `ecs-ops-bot-doctor-${crypto.randomUUID()}`,
    config.COMMANDS_QUEUE_ARN,
  ),
  eventBridge: new EventBridgeClient({ requestHandler }),
  lambda: new LambdaClient({ requestHandler }),
  rules: config.EVENT_RULES.split(','),
  readHeartbeats: heartbeatStore(table).read,
  queues: [
    { url: config.COMMANDS_QUEUE_URL, most: 50 },
    { url: config.EVENTS_QUEUE_URL, most: 1000 },
    { url: config.COMMANDS_DEAD_LETTERS_URL, most: 0 },
    { url: config.EVENTS_DEAD_LETTERS_URL, most: 0 },
  ],
  tables: [table, auditTable].map((each) => ({
    name: each.name,
    read: () => getRecord(each, 'doctor', 'none'),
  })),
  defaultChannel: config.DEFAULT_CHANNEL ?? '',
  alarmTopic: config.ALARM_TOPIC === 'none' ? '' : (config.ALARM_TOPIC ?? ''),
};

const readings = sharedReadings(table, Date.now);
const reading = loadPolicy(join(import.meta.dirname, 'access.json'), grantableCommands(commands));
const returns = scheduleReturn(
  {
    client: new SchedulerClient({ requestHandler }),
    queueArn: config.COMMANDS_QUEUE_ARN,
    roleArn: config.SCHEDULER_ROLE_ARN,
    deadLettersArn: config.EVENTS_DEAD_LETTERS_ARN,
    now: Date.now,
  },
  config.SCHEDULE_PREFIX,
);

const lessonSources = {
  ...{ ecs, ecr, now: Date.now, box: blackBox(table, Date.now) },
  cloudFormation: new CloudFormationClient({ requestHandler }),
  where: {
    region: config.AWS_REGION,
    ...(config.AWS_ENDPOINT_URL !== undefined && { endpoint: config.AWS_ENDPOINT_URL }),
  },
  episode: async (target: Target) => (await loadEpisode(table, target))?.episode,
};
const lessons =
  handsOn && createLessons({ web, table, sources: lessonSources, now: Date.now, messagesFor: words, logger });

/** The world of one request. */
function world(): LineWorld {
  const shown = { web, table, channelMessages: channelWords, now: Date.now, logger };
  const directory = slackDirectory({ web, readings, teamId: config.SLACK_TEAM_ID, now: Date.now });
  const slack = createSlackProbe(web, directory);
  const patientOf = (teamId: string) => ({ ...patient, teamId, access: reading, slack });
  return {
    commands: presentCommands(commands, handsOn !== undefined),
    ecs,
    autoscaling,
    ecr,
    logs,
    logsOn: config.LOGS === 'on',
    store: changeStore(table, audit, Date.now),
    audit,
    box: blackBox(table, Date.now),
    async examine(teamId) {
      const waitSeconds = await takeCall(table, `doctor ${teamId}`, doctorLimit, Date.now());
      return waitSeconds > 0 ? { waitSeconds } : examine(patientOf(teamId));
    },
    examineToken: (teamId) => examine(patientOf(teamId), undefined, ['token', 'slack']),
    readSettings: settings.load,
    settings: {
      store: settings,
      announce: (key, channel, message) =>
        postAtMostTwice({ table, now: Date.now }, key, () => postInChannel(web, channel, message)),
      remind: (at) => queueMuteEnd({ sqs, queueUrl: config.EVENTS_QUEUE_URL }, at - Date.now()),
    },
    story: createStory({ ...shown, sqs, queueUrl: config.EVENTS_QUEUE_URL }),
    approvals: createApprovals(shown),
    returns,
    access: createAccess({ reading, directory, now: Date.now }),
    defaultChannel: config.DEFAULT_CHANNEL ?? '',
    maximumDesiredCount: Number(config.MAX_DESIRED_COUNT),
    handsOn,
    lessons,
    messages: words(language),
    messagesFor: words,
    channelMessages: channelWords,
    logger,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

const receiver = createApp({ web, clientOptions, logger: boltLogger(logger), readings, world });

/** The commands queue's function: runs what the front door verified, what a timer brings, and looks at lessons. */
export const handler = (event: SQSEvent) =>
  receiveBatch(event, {
    receiver,
    runReturn: (job, delivery) => runReturn(job, delivery, world()),
    runLook: async ({ userId, at }) => lessons?.look(userId, at),
    ...{ sqs, queueUrl: config.COMMANDS_QUEUE_URL, logger },
  });
