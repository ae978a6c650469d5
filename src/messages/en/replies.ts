import { code, escapeText, slackDate } from '../mrkdwn.ts';
import { deployments } from './deployments.ts';
import { learnLine } from './problems.ts';
import { reads } from './reads.ts';

const amount = (count: number, one: string) => (count === 1 ? `1 ${one}` : `${count} ${one}s`);

const person = (userId: string) => `<@${escapeText(userId)}>`;

/** The words of `why`, `logs` and `events`. */
export const stopped = {
  why: {
    title: 'Why did it stop?',
    none: (scope: string | undefined) =>
      scope === undefined
        ? 'Nothing that this channel hears about has failed in the last thirty days.'
        : `No task of ${code(scope)} has stopped in the last thirty days.`,
    task: (task: string, owner: string) => `Task ${code(task)} of ${code(owner)}`,
    askedBy: (userId: string, drill: boolean) =>
      drill
        ? `${person(userId)} stopped it through this bot, as a drill`
        : `${person(userId)} stopped it through this bot`,
    approvedBy: (userId: string) => `Approved by ${person(userId)}.`,
    expected: 'Expected: nobody needs to do anything.',
    failure: 'Not expected.',
    also: {
      outOfMemory: 'It also ran out of memory.',
      stopTimeout: 'It did not end within its stop timeout and was killed (exit code 137).',
    },
    causes: 'Likely causes, most likely first',
    next: 'What to check or do',
    facts: 'What ECS says',
    lastLines: (container: string) => `The last lines of ${code(container)}`,
    others: 'Before that',
    other: (count: number, reason: string) => `${count} × ${reason}`,
    logs: 'Logs',
    task_: 'Task',
    stoppedTasks: 'Stopped tasks',
    events: 'Events',
    service: 'Service',
  },
  logs: {
    title: (container: string, task: string) => `Log of ${container} in task ${task}`,
    none: 'It has written nothing yet, or its log stream is gone.',
    kept: (count: number) => `${amount(count, 'line')} that the bot kept when the task stopped`,
    last: (count: number) => `the last ${amount(count, 'line')}`,
    masked: 'Anything that looks like a secret is masked',
    why: 'Why did it stop?',
    task: 'Task',
  },
  events: {
    title: (target: string) => `Events of ${target}`,
    none: (span: string) => `Nothing happened in the last ${span}.`,
    stopped: (task: string, reason: string) => `◌ ${code(task)} stopped: ${reason}`,
    summary: (count: number, span: string) => `${count} in the last ${span}, newest first`,
    hidden: (count: number) => `${count} older ones are not shown`,
    why: 'Why?',
  },
};

/** The words of `task-definition` and `push-commands`. */
export const definitions = {
  'task-definition': {
    title: (name: string) => `Task definition ${name}`,
    task: 'The task',
    container: (name: string) => `Container ${code(name)}`,
    deregistered: ':warning: It is deregistered: running tasks continue, and no new service can use it.',
    registered: (date: string) => `registered ${date}`,
    values: 'Environment variables are shown by name only.',
    part: (label: string, value: string) => `*${label}*  ${value}`,
    /** CPU units and MiB; 0 means no limit. */
    size: (cpu: number, memory: number) =>
      [
        ...(cpu === 0 ? [] : [`${cpu} CPU units (${cpu / 1024} vCPU)`]),
        ...(memory === 0 ? [] : [`${memory} MiB`]),
      ].join(', '),
    parts: {
      size: 'CPU and memory',
      network: 'Network mode',
      launchType: 'Launch type',
      platform: 'Platform',
      executionRole: 'Execution role',
      taskRole: 'Task role',
      volumes: 'Volumes',
      image: 'Image',
      containerSize: 'CPU and memory',
      port: 'Port',
      essential: 'Essential',
      entryPoint: 'Entry point',
      command: 'Command',
      healthCheck: 'Health check',
      environment: 'Environment',
      secrets: 'Secrets',
      dependsOn: 'Depends on',
      logGroup: 'Log group',
      logDriver: 'Log driver',
    },
    since: (revision: number) => `Changed since revision ${revision}`,
    sameAs: (revision: number) => `Same as revision ${revision}.`,
    changed: (label: string, before: string, after: string) => `*${label}*  ${before} → ${after}`,
    added: (label: string, after: string) => `*${label}*  + ${after}`,
    removed: (label: string, before: string) => `*${label}*  − ${before}`,
    otherValue: (label: string, names: string) => `*${label}*  new value for ${names}`,
    previous: (revision: number) => `Revision ${revision}`,
  },
  'push-commands': {
    title: (repository: string) => `Push to ${repository}`,
    where: 'In a shell with Docker and the AWS CLI, in the folder of the Dockerfile:',
    local:
      'This AWS runs on your machine, and its registry stores no image contents: the commands above are for your own account. Here, run this in the bot’s folder to register the tag instead:',
    platform: 'The platform is set because Fargate runs x86 unless a task definition says otherwise.',
    images: 'Images',
  },
};

/** The words of the read commands' replies. */
export const replies = {
  ...reads,
  deployments,
  ...stopped,
  ...definitions,
  help: {
    title: 'ECS from Slack',
    intro:
      'Type `/ecs` and one of these. A full name is `cluster/service`; the service’s name alone is enough if only one cluster has it.',
    others: 'All other commands:',
    also: (topic: string) => `More on this topic: ${topic}`,
    topics: {
      services: 'Services and clusters',
      tasks: 'Tasks',
      images: 'Images and task definitions',
      freezes: 'Freezes',
      notifications: 'Notifications',
      bot: 'Access, audit, the bot itself',
      'hands-on': 'Hands-on',
    },
    usage: 'Usage',
    examples: 'Examples',
    more: 'One command in detail: `/ecs help scale`',
    share:
      '`--share` shows the answer to the whole channel, `--dry-run` the card of a change without making it.',
  },
  learn: learnLine,
  services: {
    title: (cluster: string | undefined) => (cluster === undefined ? 'Services' : `Services of ${cluster}`),
    none: (cluster: string | undefined) =>
      cluster === undefined
        ? 'There is no service in any cluster of this region.'
        : `${code(cluster)} has no services.`,
    summary: (total: number, unsteady: number) =>
      `${total === 1 ? '1 service' : `${total} services`}, ${unsteady === 0 ? 'all steady' : `${unsteady} not steady`}`,
    counts: (running: number, desired: number, pending: number) =>
      `${running}/${desired} running${pending > 0 ? `, ${pending} pending` : ''}`,
    open: 'Open',
  },
  rollout: {
    COMPLETED: 'steady',
    IN_PROGRESS: 'deployment in progress',
    FAILED: 'deployment failed',
  },
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
  working: 'Still asking AWS …',
  typeIt: (command: string): string =>
    `I only answer commands: type ${code(`/ecs ${command}`)} here or in a channel.`,
  lastKnown: (at: Date): string =>
    `Slack is rate-limiting this bot, so this goes by what it said about people and groups ${slackDate(at)}.`,
};
