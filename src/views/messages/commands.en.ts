/** What each command does, in one line, for help, Slack's completion and the README. */
export const commandSummaries: Readonly<Record<string, string>> = {
  help: 'the commands; one command’s usage and examples',
  clusters: 'each cluster: services, running and pending tasks, capacity',
  services: 'services with counts, rollout, revision and image tag; what is not steady comes first',
  service: 'one service on one screen, with buttons for what can be done next',
  tasks: 'tasks with state, health, age, zone and image; stopped ones with the reason',
  scale: 'sets the desired count, after a card that shows before → after',
  'stop-task': 'stops one task and shows live how the service heals itself',
  images: 'the newest image tags of a repository, and which services run them',
};
