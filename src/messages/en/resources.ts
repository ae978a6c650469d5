import { type ResourceChange, resourceName } from '../../changes/change.ts';
import { code, escapeText, link, quote } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const tasks = (count: number) => (count === 1 ? '1 task' : `${count} tasks`);
const named = (change: ResourceChange) => code(resourceName(change));

/** ``create the cluster `hands-on` `` and the like, for the middle of a sentence. */
function wish(change: ResourceChange): string {
  const name = named(change);
  switch (change.type) {
    case 'create-repository':
      return `create the repository ${name}`;
    case 'create-cluster':
      return `create the cluster ${name}`;
    case 'delete-cluster':
      return `delete the cluster ${name}`;
    case 'delete-service':
      return `delete the service ${name}`;
    case 'register-task-definition':
      return `register a task definition ${name}`;
    case 'create-service':
      return `create the service ${name} with ${tasks(change.after.desiredCount)}`;
  }
}

const begun = {
  'create-repository': 'is creating the repository',
  'create-cluster': 'is creating the cluster',
  'delete-cluster': 'is deleting the cluster',
  'delete-service': 'is deleting the service',
  'register-task-definition': 'is registering a task definition',
  'create-service': 'is creating the service',
} as const;
const ended = {
  'create-repository': 'created the repository',
  'create-cluster': 'created the cluster',
  'delete-cluster': 'deleted the cluster',
  'delete-service': 'deleted the service',
  'register-task-definition': 'registered the task definition',
  'create-service': 'created the service',
} as const;

/** The sentences of a change that creates or deletes a resource: its card, its message, its end. */
export const resources = {
  cardTitle: (change: ResourceChange): string => {
    const text = wish(change);
    return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}?`;
  },
  button: {
    'create-repository': 'Create repository',
    'create-cluster': 'Create cluster',
    'delete-cluster': 'Delete cluster',
    'delete-service': 'Delete service',
    'register-task-definition': 'Register',
    'create-service': 'Create service',
  },
  approve: {
    'create-repository': 'Approve: create repository',
    'create-cluster': 'Approve: create cluster',
    'delete-cluster': 'Approve: delete cluster',
    'delete-service': 'Approve: delete service',
    'register-task-definition': 'Approve: register',
    'create-service': 'Approve: create service',
  },
  approvalTitle: (change: ResourceChange, askedBy: string): string =>
    `${person(askedBy)} asks to ${wish(change)}.`,
  cancelled: (change: ResourceChange): string => `Cancelled: nothing was done about ${named(change)}.`,
  asked: (change: ResourceChange, channel: string): string =>
    `A second person has to approve: your card for ${named(change)} is in <#${escapeText(channel)}>.`,
  done: (change: ResourceChange, url: string | undefined): string => {
    const what = `Done: ${wish(change)}`;
    return url === undefined ? `${what}.` : `${what}; ${link(url, 'follow it here')}.`;
  },
  failed: (change: ResourceChange, reason: string): string =>
    `:warning: Could not ${wish(change)}: ${quote(reason)}`,
  unknown: (change: ResourceChange, reason: string): string =>
    `:warning: AWS did not answer (${quote(reason)}), so it is unknown whether ${named(change)} was changed.`,
  /** What AWS's reason means. */
  why: {
    firstCluster:
      'An account’s first cluster can fail while AWS creates the role that ECS uses. Try again in a minute.',
  },
  what: (change: ResourceChange): string => {
    if (change.type === 'register-task-definition') {
      return `${wish(change)} of ${code(change.definition.image)}`;
    }
    if (change.type === 'create-service') return `${wish(change)} of ${code(change.taskDefinition)}`;
    return wish(change);
  },
  /** The message in the channel, for a target that has no episode. */
  story: {
    begun: (change: ResourceChange, userId: string): string =>
      `${named(change)}: ${person(userId)} ${begun[change.type]}`,
    applied: (change: ResourceChange, userId: string, made: string | undefined): string =>
      `${made === undefined ? named(change) : code(made)}: ${person(userId)} ${ended[change.type]}`,
    notDone: (change: ResourceChange, userId: string): string =>
      `${named(change)}: what ${person(userId)} asked for was not done`,
    unknown: (change: ResourceChange): string =>
      `${named(change)}: AWS did not answer, so it is unknown whether it was done`,
    awsSays: (reason: string): string => `AWS says: ${quote(reason)}`,
    approved: (userId: string): string => `Approved by ${person(userId)}.`,
    pushCommands: 'Push commands',
    taskDefinition: 'Show it',
  },
  emptyRepository: (name: string): string =>
    `A place for images in this account’s ECR, empty at first: ${code(`/ecs push-commands ${name}`)} shows how to push one.`,
  emptyCluster: 'A name that groups services and tasks. On Fargate it has no machines and costs nothing.',
  clusterIsEmpty: 'It has no services and no tasks.',
  tasksStop: (count: number): string =>
    count === 0 ? 'No task is running now.' : `${tasks(count)} will stop.`,
  serviceEnds: ':warning: The service will answer no more requests.',
  rollsBack: 'If its tasks don’t start, the circuit breaker ends the deployment.',
  nextRevision: (family: string, revision: number): string =>
    revision === 0
      ? `The first revision of ${code(family)}.`
      : `A new revision of ${code(family)}, after ${revision}; running tasks keep theirs.`,
  part: (label: string, value: string): string => `*${label}*  ${code(value)}`,
  size: (cpu: number, memory: number): string => `${cpu} CPU units (${cpu / 1024} vCPU), ${memory} MiB`,
  port: (port: number, protocol: string): string => `${port}/${protocol}`,
  /** The parts of a task definition and of a service, by ECS's own names for them. */
  parts: {
    family: 'Family',
    container: 'Container',
    image: 'Image',
    size: 'CPU and memory',
    port: 'Port',
    network: 'Network mode',
    launchType: 'Launch type',
    executionRole: 'Execution role',
    logGroup: 'Log group',
    taskDefinition: 'Task definition',
    desiredCount: 'Desired count',
    subnets: 'Subnets',
    securityGroup: 'Security group',
    targetGroup: 'Target group',
  },
};
