import { code, escapeText, slackDate } from '../mrkdwn.ts';

const list = (names: readonly string[]) => {
  const shown = names.slice(0, 12).map(code).join(', ');
  return names.length > 12 ? `${shown} … (${names.length} in all)` : shown;
};
const counted = (count: number, one: string, many = `${one}s`) =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;
const deploy = 'Deploy the bot again (`npm run deploy`).';
const secrets = 'Store it again with `npm run secrets`; no deploy is needed.';

/** The words of `/ecs doctor`: each finding in a sentence, with what to do about a problem. */
export const doctor = {
  title: (fails: number, warns: number, oks: number): string =>
    fails + warns === 0
      ? `All is well: ${oks} checks`
      : `Doctor: ${[
          [fails, 'FAIL'],
          [warns, 'WARN'],
          [oks, 'OK'],
        ]
          .map(([count, status]) => `${count} ${status}`)
          .join(', ')}`,
  sign: { OK: ':white_check_mark:', NOTE: ':information_source:', WARN: ':warning:', FAIL: ':red_circle:' },
  checks: {
    token: 'the bot token',
    slack: 'Slack',
    rights: 'the worker’s rights',
    rules: 'EventBridge’s rules',
    heartbeat: 'the events function’s last event',
    queues: 'the queues',
    clock: 'the clock',
    concurrency: 'the account’s concurrency',
    tables: 'the tables',
    access: 'the access file',
    people: 'the people in the access file',
    channel: 'the default channel',
  },
  findings: {
    tokenReadable: 'The bot token is there and can be read.',
    tokenMissing: (parameter: string) =>
      `There is no bot token in the parameter ${code(parameter)}. ${secrets}`,
    tokenMalformed: (parameter: string) =>
      `The value of the parameter ${code(parameter)} is not a bot token; one begins with \`xoxb-\`. ${secrets}`,
    signingSecretProven:
      'The signing secret is right, and the front door’s clock is within five minutes of Slack’s; otherwise this command would have been refused. The worker itself may not read the secret.',
    slackAnswers: (team: string) => `Slack accepts the token, in the workspace ${code(team)}.`,
    slackRefuses: (error: string) =>
      `Slack refuses the token: ${code(error)}. Copy the app’s bot token again, then \`npm run secrets\`.`,
    slackForbids: (error: string) =>
      `Slack refuses everything that the bot asks: ${code(error)}. Ask the workspace’s admins whether they restrict the app; with ${code('HTTP …')}, look for a proxy between the bot and Slack.`,
    slackOtherWorkspace: (team: string) =>
      `The token belongs to another workspace, ${code(team)}. Install the app in this one and store its token with \`npm run secrets\`.`,
    scopesComplete: 'The token has exactly the scopes of the app’s manifest.',
    scopesUnknown: 'Slack did not say which scopes the token has. Ask again in a minute.',
    scopesMissing: (scopes: readonly string[]) =>
      `The token lacks ${list(scopes)}. Update the app with \`npm run manifest\` and reinstall it.`,
    scopesNeedless: (scopes: readonly string[]) =>
      `The token has scopes that the bot does not need: ${list(scopes)}. Remove them from the app and reinstall it.`,
    rightsHeld: (count: number) =>
      `The worker’s role has all ${counted(count, 'right')} that can be tested without changing anything.`,
    rightsMissing: (actions: readonly string[]) =>
      `The worker’s role lacks ${list(actions)}. ${deploy} If that does not help, a permissions boundary or a policy of your organization forbids it.`,
    rightsUnclear: (actions: readonly string[], message: string) =>
      `Whether the worker’s role has ${list(actions)} could not be determined: ${code(message)}. Ask again in a minute.`,
    rightsUntried: (actions: readonly string[]) =>
      `Not tested, because a test would change something: ${list(actions)}. Posting in a channel was not tested either.`,
    passesNoRole:
      'The bot may pass no role on to tasks, so `deploy` registers only task definitions without one. To name roles, deploy with `--pass-roles`.',
    ruleEnabled: (rule: string) => `The rule ${code(rule)} is enabled.`,
    ruleDisabled: (rule: string) =>
      `The rule ${code(rule)} is disabled, and what it should send is lost. Enable it: ${code(`aws events enable-rule --name ${rule}`)}`,
    ruleGone: (rule: string) => `The rule ${code(rule)} does not exist. ${deploy}`,
    sweepHeard: (age: string) =>
      `The events function got its one-minute sweep ${age} ago: rule, queue and function work.`,
    sweepLate: (age: string, at: Date) =>
      `The events function has not got its one-minute sweep for ${age}, since ${slackDate(at)}. Look at the rule and at the events queue here, then at the log of the function \`task-events\`.`,
    sweepNever:
      'The events function has never got a sweep. That is normal for two minutes after the first deploy; after that, look at the log of the function `task-events`.',
    eventHeard: (age: string, at: Date) =>
      `The last ECS event came ${age} ago, ${slackDate(at)}. In a quiet account that can be long ago.`,
    eventNever:
      'No ECS event has come yet. If services run here, start or stop a task; if you still read this a minute later, look at the rule for ECS.',
    queueFlows: (queue: string, waiting: number) =>
      waiting === 0
        ? `No messages are waiting in ${code(queue)}.`
        : `${code(queue)} has ${counted(waiting, 'message')} waiting.`,
    queueLong: (queue: string, waiting: number) =>
      `${code(queue)} has ${counted(waiting, 'message')} waiting. Look at the errors and throttles of the function behind it.`,
    deadLetters: (queue: string, waiting: number) =>
      `${counted(waiting, 'message')} in ${code(queue)} could not be handled. Read the function’s log, fix the cause, then \`npm run redrive\`.`,
    deadLettersNone: (queue: string) => `Nothing waits in ${code(queue)}.`,
    queueGone: (queue: string) => `The queue ${code(queue)} does not exist. ${deploy}`,
    concurrencyEnough: (limit: number) => `Lambda may run ${limit} functions at a time in this account.`,
    concurrencyLow: (limit: number) =>
      `Lambda may run only ${limit} functions at a time in this account, and this bot can use 8 of them: commands may have to wait. Ask for more in Service Quotas: AWS Lambda, Concurrent executions.`,
    clockRight: (seconds: number) =>
      `The clock is right${seconds === 0 ? '' : ` within ${counted(Math.abs(seconds), 'second')}`}, by AWS’s time.`,
    clockOff: (seconds: number) =>
      `The clock is ${counted(Math.abs(seconds), 'second')} ${seconds > 0 ? 'ahead of' : 'behind'} AWS’s. Lambda sets it: deploy again to get fresh instances, and if that does not help, ask AWS.`,
    clockUnknown: 'AWS did not say what time it is. Ask again in a minute.',
    tableAnswers: (table: string) => `The table ${code(table)} answers.`,
    tableGone: (table: string) => `The table ${code(table)} does not exist. ${deploy}`,
    accessUsable: (grants: number) => `The access file is usable: ${counted(grants, 'grant')}.`,
    accessUnusable: (problem: string) =>
      `The access file can’t be used, so nobody may change anything: ${code(problem)} Fix \`infra/access.yml\` and deploy.`,
    accessEmpty: 'The access file lets nobody change anything. Add grants to `infra/access.yml` and deploy.',
    peopleUnknown: (ids: readonly string[]) =>
      `The access file names ${list(ids)}, but Slack knows no such people or groups in this workspace. Correct \`infra/access.yml\` and deploy.`,
    peopleKnown: (known: number, unasked: number) =>
      `Slack knows ${counted(known, 'person or group', 'people and groups')} of the access file${unasked === 0 ? '' : `; ${unasked} more were not checked`}.`,
    channelUnset:
      'There is no default channel, so alarms, and whatever nobody asked for, are posted nowhere. Deploy with `--default-channel C…`.',
    channelKnown: (channel: string) =>
      `Slack knows the default channel <#${escapeText(channel)}>. Whether the bot may post there was not tested: \`/invite\` it if in doubt.`,
    channelUnknown: (channel: string) =>
      `Slack does not show the bot the default channel ${code(channel)}: its id is wrong, or it is private and the bot is not in it. \`/invite\` the bot there, or deploy with another \`--default-channel\`.`,
    alarmsInSlackOnly:
      'Alarms are posted only in the default channel, and nowhere while `task-events` itself is broken. To get them even then, deploy with `--alarm-topic` and the ARN of an SNS topic.',
    alarmsInTopicToo: (topic: string) => `Alarms also go to the SNS topic ${code(topic)}.`,
    denied: (check: string, message: string) =>
      `AWS does not let the bot look at ${check}: ${code(message)} ${deploy}`,
    failed: (check: string, message: string) =>
      `The check itself failed: ${check}. ${code(message)} Ask again in a minute; if it fails again, read the log of the function \`worker\`.`,
    late: (check: string) => `No answer within five seconds: ${check}. Ask again in a minute.`,
  },
};
