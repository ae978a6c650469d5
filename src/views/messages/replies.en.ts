import { code } from '../blocks/code.ts';
import { slackDate } from '../blocks/slack-date.ts';
import { definitions } from './definitions.en.ts';
import { reads } from './reads.en.ts';
import { stopped } from './stopped.en.ts';

/** The words of what reading commands answer. */
export const replies = {
  ...reads,
  ...stopped,
  ...definitions,
  help: {
    title: 'ECS from Slack',
    intro:
      'Type `/ecs` and one of these. A name in full is `cluster/service`; the service’s name alone will do when only one cluster has it.',
    others: 'All other commands:',
    also: (topic: string) => `More on this topic: ${topic}`,
    topics: {
      services: 'Services and clusters',
      tasks: 'Tasks',
      images: 'Images and task definitions',
      notifications: 'Notifications',
      bot: 'Access, audit, the bot itself',
      'hands-on': 'Hands-on',
    },
    usage: 'Usage',
    examples: 'Examples',
    more: 'One command in detail: `/ecs help scale`',
    share: '`--share` shows the answer to the whole channel.',
  },
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
    `I only hear commands: type ${code(`/ecs ${command}`)} here or in a channel.`,
  lastKnown: (at: Date): string =>
    `Slack limits how often it may be asked who is who: this goes by what it said ${slackDate(at)}.`,
};
