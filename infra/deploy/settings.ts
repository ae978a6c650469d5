import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { findStack } from '../hands-on/stack.ts';
import type { Option } from './options.ts';
import { passRolesPattern } from './pass-roles.ts';
import { ScriptProblem, unlessMissing } from './script.ts';
import { stackName } from './stack.ts';

type Values = Readonly<Partial<Record<keyof typeof settings, string | undefined>>>;

/**
 * The settings to deploy with: the given ones, else those it runs with. So a second deploy needs no options, and leaving one out takes away nobody's
 * rights.
 * @throws ScriptProblem when no Slack workspace is known
 */
export function chooseSettings(given: Values, deployed: Values): Readonly<Record<string, string>> {
  const names = Object.keys(settings) as (keyof typeof settings)[];
  const chosen = Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name] ?? deployed[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  if (!chosen['team-id']) {
    throw new ScriptProblem(`Say whose requests the bot accepts: --team-id, ${settings['team-id'].what}.`);
  }
  return chosen;
}

/** A parameter of serverless.yml that `npm run deploy` takes, and where the deployed bot keeps it. */
export interface Setting extends Option {
  readonly functionName: string;
  readonly variable: string;
}

/** What Slack accepts as a command: at most 32 characters. */
export const commandName = /^\/[a-z0-9][a-z0-9_-]{0,30}$/;

const channelId = {
  pattern: /^([CG][A-Z0-9]{2,20})?$/,
  what: 'the id of a Slack channel, such as C0123ABCD (at the end of the channel’s details)',
};

/** By the name of the parameter, which is also the option's name. An empty value removes the setting. */
export const settings = {
  'team-id': {
    pattern: /^T[A-Z0-9]{2,20}$/,
    what: 'the id of your Slack workspace, such as T0123ABCD (in a browser, part of the URL: app.slack.com/client/T…)',
    functionName: 'slack',
    variable: 'SLACK_TEAM_ID',
  },
  'default-channel': {
    ...channelId,
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
  deployments: {
    pattern: /^(on|off)$/,
    what: 'on or off',
    functionName: 'worker',
    variable: 'DEPLOYMENTS',
  },
  'pass-roles': {
    pattern: passRolesPattern,
    what: 'ARNs of roles or paths such as /ecs/*, comma separated, or none',
    functionName: 'worker',
    variable: 'PASS_ROLES',
  },
  'audit-channel': {
    ...channelId,
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

/** A parameter of serverless.yml, and the output of the hands-on's stack that supplies it. */
const outputs = {
  'hands-on-subnets': 'Subnets',
  'hands-on-security-group': 'SecurityGroup',
  'hands-on-target-group': 'TargetGroupArn',
  'hands-on-execution-role': 'ExecutionRoleArn',
  'hands-on-log-group': 'LogGroup',
} as const;

/**
 * What a bot deployed for the hands-on needs from its stack, as it is now.
 * @throws ScriptProblem when the stack does not exist or is not ready
 */
export async function handsOnSettings(
  cloudFormation: CloudFormationClient,
  region: string,
): Promise<Readonly<Record<string, string>>> {
  const stack = await findStack(cloudFormation);
  const found = Object.entries(outputs).map(([name, output]) => [name, stack?.outputs[output] ?? '']);
  if (found.every(([, value]) => value !== '')) return Object.fromEntries(found);
  const what = stack === undefined ? 'There is no hands-on stack' : 'The hands-on stack is not ready';
  throw new ScriptProblem(
    `${what} in ${region}: create it with npm run hands-on -- up --region ${region}, or deploy with --hands-on=off.`,
  );
}

/**
 * Settings as osls takes them: `--param default-channel=C1`. Undefined settings keep the default in serverless.yml. So do empty ones: osls takes no
 * empty value, and settings that may be empty are empty by default.
 */
export function paramArguments(settings: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : ['--param', `${name}=${value}`],
  );
}

/** The settings that the deployed functions run with, by the names of `settings`; empty before the first deploy. */
export async function readDeployedSettings(
  lambda: LambdaClient,
  stage: string,
): Promise<Readonly<Partial<Record<keyof typeof settings, string>>>> {
  const names = [...new Set(Object.values<Setting>(settings).map(({ functionName }) => functionName))];
  const environments = new Map(
    await Promise.all(names.map(async (name) => [name, await readEnvironment(lambda, stage, name)] as const)),
  );
  return Object.fromEntries(
    Object.entries<Setting>(settings).flatMap(([name, { functionName, variable }]) => {
      const value = environments.get(functionName)?.[variable];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function readEnvironment(lambda: LambdaClient, stage: string, functionName: string) {
  const FunctionName = `${stackName(stage)}-${functionName}`;
  const call = lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const answer = await unlessMissing(ResourceNotFoundException, call);
  return answer?.Environment?.Variables ?? {};
}
