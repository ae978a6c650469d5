/** Every environment variable that a function may read, and what it is for. */
const VARIABLES = {
  AWS_REGION: 'the AWS region, set by Lambda itself, e.g. eu-west-1',
  AWS_ACCESS_KEY_ID: "the role's access key, set by Lambda itself",
  AWS_SECRET_ACCESS_KEY: "the role's secret key, set by Lambda itself",
  AWS_SESSION_TOKEN: "the role's session token, set by Lambda itself",
  AWS_ENDPOINT_URL: 'the address of a local AWS, e.g. http://127.0.0.1:4566',
  AUDIT_CHANNEL: 'the id of the channel that hears of each change and each refusal, e.g. C0123ABCD',
  ALARM_TOPIC: 'the ARN of the SNS topic that hears of alarms beside the default channel',
  AUDIT_DAYS: 'how many days the records of changes are kept, e.g. 400',
  AUDIT_TABLE_NAME: 'the name of the DynamoDB table that holds the records of changes',
  COMMAND: "the slash command's name in this bot's Slack app, e.g. /ecs",
  COMMANDS_QUEUE_ARN: 'the ARN of the commands queue, for EventBridge Scheduler',
  COMMANDS_QUEUE_URL: 'the URL of the FIFO queue that carries verified Slack requests to the worker',
  SIGNING_SECRET_PARAMETER: "the name of the SSM SecureString that holds the Slack app's signing secret",
  SLACK_TEAM_ID: 'the id of the one Slack workspace that is served, e.g. T0123ABCD',
  BOT_TOKEN_PARAMETER: "the name of the SSM SecureString that holds the Slack app's bot token",
  DEFAULT_CHANNEL: 'the id of the channel that hears what nobody asked for, e.g. C0123ABCD',
  DEFAULT_LANGUAGE: 'the language of channels in which nobody set one, en or ja',
  DEPLOYMENTS: 'off where the bot neither begins, answers nor rolls back deployments, else on',
  EVENTS_DEAD_LETTERS_ARN: 'the ARN of the queue in which undelivered messages and events wait',
  COMMANDS_DEAD_LETTERS_URL: 'the URL of the queue in which commands wait that failed three times',
  EVENT_RULES: 'the names of the EventBridge rules that feed the events queue, comma separated',
  EVENTS_DEAD_LETTERS_URL: 'the URL of the queue in which undelivered messages and events wait',
  EVENTS_QUEUE_URL: 'the URL of the queue that carries ECS events and nudges',
  HANDS_ON: 'on where the bot makes and deletes what the hands-on needs, else off',
  HANDS_ON_SUBNETS: "the subnets of the hands-on's stack, comma separated",
  HANDS_ON_SECURITY_GROUP: "the tasks' security group in the hands-on's stack",
  HANDS_ON_TARGET_GROUP: "the ARN of the target group in the hands-on's stack",
  HANDS_ON_EXECUTION_ROLE: "the ARN of the execution role in the hands-on's stack",
  HANDS_ON_LOG_GROUP: "the name of the log group in the hands-on's stack",
  LOGS: 'on where task logs may be shown and kept though no tag of the service says so, else off',
  MAX_DESIRED_COUNT: 'the highest desired count that a command may set, e.g. 20',
  PASS_ROLES:
    'the ARNs of the roles that a task definition may be registered with, comma separated, * for the rest of a path; or none',
  SCHEDULE_PREFIX: "how the names of this bot's schedules begin, e.g. ecs-ops-bot-prod-",
  SCHEDULER_ROLE_ARN: 'the ARN of the role with which EventBridge Scheduler sends to the commands queue',
  SLACK_API_URL: 'the address of the Slack Web API, https://slack.com/api/',
  URL_SUFFIX: 'how the names of AWS’s hosts end in this partition, amazonaws.com in most',
  TABLE_NAME: 'the name of the DynamoDB table',
} as const;

type Variable = keyof typeof VARIABLES;

/** The variables a function needs. */
interface Wanted<Required extends Variable, Optional extends Variable> {
  readonly required: readonly Required[];
  readonly optional?: readonly Optional[];
}

/**
 * Reads the variables that one function needs; an empty value counts as missing, and so does an invalid `…_URL`.
 * @throws Error one error that names every missing variable and what it is for
 */
export function readConfig<Required extends Variable, Optional extends Variable = never>(
  { required, optional = [] }: Wanted<Required, Optional>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<Required, string> & Partial<Record<Optional, string>>> {
  const isWrong = (name: string): boolean => name.endsWith('_URL') && !URL.canParse(env[name] ?? '');
  const missing = [
    ...required.filter((name) => !env[name] || isWrong(name)),
    ...optional.filter((name) => env[name] && isWrong(name)),
  ];
  if (missing.length > 0) {
    const lines = missing.map((name) => `${name} (${VARIABLES[name]})`);
    throw new Error(`Set these environment variables of the function: ${lines.join(', ')}.`);
  }
  const found = [...required, ...optional].flatMap((name) => (env[name] ? [[name, env[name]]] : []));
  return Object.fromEntries(found);
}

export const workerVariables = {
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
    'DEPLOYMENTS',
    'PASS_ROLES',
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
} as const;
export const readWorkerConfig = () => readConfig(workerVariables);

export type WorkerConfig = ReturnType<typeof readWorkerConfig>;

export const eventsVariables = {
  required: [
    'BOT_TOKEN_PARAMETER',
    'EVENTS_QUEUE_URL',
    'EVENTS_DEAD_LETTERS_URL',
    'SLACK_TEAM_ID',
    'TABLE_NAME',
  ],
  optional: [
    ...(['COMMAND', 'DEFAULT_CHANNEL', 'DEFAULT_LANGUAGE', 'LOGS', 'SLACK_API_URL'] as const),
    ...(['HANDS_ON', 'DEPLOYMENTS', 'COMMANDS_QUEUE_URL'] as const),
  ],
} as const;
export const readEventsConfig = () => readConfig(eventsVariables);

export type EventsConfig = ReturnType<typeof readEventsConfig>;
