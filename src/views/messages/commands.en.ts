import type { CommandName } from '../../commands/commands.ts';

/** What each command does, in one line, for help, Slack's completion and the README. */
export const commandSummaries: Readonly<Record<CommandName, string>> = {
  help: 'the commands; one command’s usage and examples',
  clusters: 'each cluster: services, running and pending tasks, capacity',
  services: 'services with counts, rollout, revision and image tag; what is not steady comes first',
  service: 'one service on one screen, with buttons for what can be done next',
  tasks: 'tasks with state, health, age, zone and image; stopped ones with the reason',
  why: 'why a task stopped, likely causes and what to do next, thirty days back; without a target the newest failure here',
  logs: 'the last lines of a task’s log, masked, for you alone, where its service allows it',
  events: 'a service’s recent story: its events and its stopped tasks by time',
  scale: 'sets the desired count, after a card that shows before → after',
  'stop-task': 'stops one task and shows live how the service heals itself',
  drill: 'stops one task where that is safe, times how the service heals itself, and closes with a verdict',
  watch: 'lets this channel hear of a service, of a cluster, or of all that fit',
  watches: 'which channel hears what, and what is muted',
  unwatch: 'takes a watch of this channel back',
  mute: 'nothing new of it in this channel for a while; counts what it held back',
  unmute: 'ends a mute of this channel, and says what it held back',
  language: 'in which language this channel is told; what one person alone reads follows their Slack',
  audit: 'who changed what, from before to after, in which channel, how it ended, and what was refused',
  doctor:
    'whether the bot itself is well: secrets, scopes, rights, rules, queues, clock, access file; and what to do',
  whoami: 'what you may do, by which grant and within which limits, or who could',
  'push-commands':
    'the exact lines that build, tag and push an image to a repository of this account and region',
  'task-definition':
    'a task definition part by part, and what changed since the revision before; of the environment only names',
  'hands-on':
    'learn ECS by doing it: ten steps in one message, each checked against AWS; only in a bot deployed with --hands-on',
  'create-repository': 'with --hands-on: creates a repository for images',
  'create-cluster': 'with --hands-on: creates a cluster',
  'register-task-definition':
    'with --hands-on: registers a task definition for Fargate from a short form, shown part by part on its card',
  'create-service': 'with --hands-on: creates a service on Fargate behind the load balancer',
  'delete-service': 'with --hands-on: deletes a service and stops its tasks',
  'delete-cluster': 'with --hands-on: deletes an empty cluster',
  images: 'the newest image tags of a repository, and which services run them',
};
