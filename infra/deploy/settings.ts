import type { Option } from './read-options.ts';

/** A parameter of serverless.yml that `npm run deploy` takes, and where the deployed bot keeps it. */
export interface Setting extends Option {
  readonly functionName: string;
  readonly variable: string;
}

/** What Slack takes as a command: at most 32 characters. */
export const commandName = /^\/[a-z0-9][a-z0-9_-]{0,30}$/;

/** By the name of the parameter, which is the name of the option too. An empty value takes the setting away. */
export const settings = {
  'team-id': {
    pattern: /^T[A-Z0-9]{2,20}$/,
    what: 'the id of your Slack workspace, such as T0123ABCD (in a browser it stands in app.slack.com/client/T…)',
    functionName: 'slack',
    variable: 'SLACK_TEAM_ID',
  },
  'default-channel': {
    pattern: /^([CG][A-Z0-9]{2,20})?$/,
    what: 'the id of a Slack channel, such as C0123ABCD (it stands at the end of the channel’s details)',
    functionName: 'worker',
    variable: 'DEFAULT_CHANNEL',
  },
  language: {
    pattern: /^(en|ja)$/,
    what: 'en or ja',
    functionName: 'worker',
    variable: 'DEFAULT_LANGUAGE',
  },
  command: {
    pattern: commandName,
    what: 'the slash command’s name in this bot’s Slack app, such as /ecs-prod',
    functionName: 'worker',
    variable: 'COMMAND',
  },
  'alarm-topic': {
    pattern: /^(none|arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256})?$/,
    what: 'the ARN of an SNS topic in this region, such as arn:aws:sns:eu-west-1:123456789012:on-call, or none',
    functionName: 'worker',
    variable: 'ALARM_TOPIC',
  },
  'max-desired-count': {
    pattern: /^[1-9]\d{0,3}$/,
    what: 'a whole number from 1 to 9999',
    functionName: 'worker',
    variable: 'MAX_DESIRED_COUNT',
  },
  logs: {
    pattern: /^(on|off)$/,
    what: 'on or off',
    functionName: 'worker',
    variable: 'LOGS',
  },
  'hands-on': {
    pattern: /^(on|off)$/,
    what: 'on or off',
    alone: 'on',
    functionName: 'worker',
    variable: 'HANDS_ON',
  },
  'audit-channel': {
    pattern: /^([CG][A-Z0-9]{2,20})?$/,
    what: 'the id of a Slack channel, such as C0123ABCD (it stands at the end of the channel’s details)',
    functionName: 'worker',
    variable: 'AUDIT_CHANNEL',
  },
  'audit-days': {
    pattern: /^([1-9]\d{0,3})$/,
    what: 'a whole number of days from 1 to 9999',
    functionName: 'worker',
    variable: 'AUDIT_DAYS',
  },
} as const satisfies Readonly<Record<string, Setting>>;
