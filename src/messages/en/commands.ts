import type { CommandName } from '../../commands/registry.ts';

/** What each command does, in one line, for help, Slack's completion and the README. */
export const commandSummaries: Readonly<Record<CommandName, string>> = {
  help: 'everyday commands and the topics of all others; or one command with its options and examples',
  clusters: 'each cluster: services, running and pending tasks, capacity',
  services: 'services with counts, rollout, revision and image tag, unsteady ones first',
  service: 'one service on one screen, with buttons for what to do next',
  deployments:
    'a service’s deployments: who began each, from → to, strategy, duration, how it ended and why; one opens in full',
  tasks: 'tasks with state, health, age, zone and image; stopped tasks with the reason',
  why: 'why a task stopped, likely causes and what to do next, up to thirty days back; without a target, the latest failure here',
  logs: 'the last lines of a task’s log, masked and only for you, if its service allows it',
  events: 'a service’s recent events and stopped tasks, by time',
  scale: 'sets the desired count, after a card that shows before → after',
  'stop-task': 'stops one task and shows live how the service heals itself',
  continue: 'lets a deployment that waits at a pause hook go on, or rolls it back',
  deploy:
    'deploys another image, or a revision of the task definition, after a card that shows before → after',
  rollback: 'brings back the task definition that ran before, or ends the deployment in progress',
  restart: 'starts all tasks of a service anew, with the images that its tags mean now',
  drill: 'stops one task if that is safe, times how the service heals itself, and gives a verdict',
  freeze:
    'lets nothing be changed through the bot for a while, two weeks at most, with a reason; a day without a time',
  unfreeze: 'ends a freeze',
  freezes: 'what is frozen, until when, by whom and why',
  watch: 'posts in this channel what happens to a service, a cluster, or everything that matches a pattern',
  watches: 'which channel gets which notifications, and what is muted',
  unwatch: 'stops a watch in this channel',
  mute: 'pauses notifications here for a while and counts what was suppressed',
  unmute: 'ends a mute in this channel and says how many messages were suppressed',
  language: 'sets the language of posts in this channel; what only one person sees follows their Slack',
  audit: 'who changed what, before and after, in which channel, how it ended, and what was refused',
  doctor:
    'checks the bot itself (secrets, scopes, rights, rules, queues, clock, access file) and says what to do',
  whoami: 'what you may do, by which grant and within which limits; or who can',
  'push-commands':
    'the exact commands that build, tag and push an image to a repository in this account and region',
  'task-definition':
    'a task definition part by part, and what changed since the previous revision; environment variables by name only',
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

/** What each option of a command does, in one sentence. */
export const commandOptions = {
  share: 'Shows the answer to the whole channel. Without it only you see it.',
  'dry-run': 'Shows the card without its buttons: nothing is changed, and only you see it.',
  stopped: 'Shows stopped tasks, each with its reason, instead of running ones.',
  since: 'How far back to look: minutes, hours or days.',
  cluster: 'Looks only at the services of this cluster.',
  diff: 'Compares with this revision instead of the previous one.',
  for: 'Sets the count back by itself when this time is over.',
  'move-bound':
    'Moves auto scaling’s minimum or maximum along when the new count is outside them. Without it auto scaling would undo the change.',
  action: 'What the hook is answered: `continue`, unless told otherwise, or `rollback`.',
  container: 'The container that gets the image, where more than one is essential or another is meant.',
  pause: 'Pauses auto scaling of this service for this time, so that it leaves the new count alone.',
  cpu: 'CPU of the task, in units: 256 is a quarter of a vCPU.',
  memory: 'Memory of the task, in MiB.',
  port: 'The port on which the container listens.',
  count: 'How many tasks the service keeps running.',
};
