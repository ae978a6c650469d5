import type { Channel } from './channel.ts';
import { localIds as ids } from './local-ids.ts';
import type { Person } from './person.ts';
import type { Workspace } from './workspace.ts';

/**
 * The workspace at start: an operator and a viewer, the bot in #ops and #general, #random without the bot (so that
 * `not_in_channel` can be met), an archived channel, and everyone's direct messages with the bot and with Slackbot.
 */
export function createWorkspace(teamId: string, botName: string, now: number): Workspace {
  const people = [
    person(ids.operator, 'operator', 'olivia', 'Olivia Operator'),
    person(ids.viewer, 'viewer', 'victor', 'Victor Viewer'),
    { ...person(ids.bot, 'bot', handleOf(botName), botName), botId: ids.botId },
    person(ids.slackbot, 'slackbot', 'slackbot', 'Slackbot'),
  ];
  const humans = [ids.operator, ids.viewer];
  const everyone = [...humans, ids.bot];
  const created = Math.floor(now / 1000);
  const channel = (
    id: string,
    name: string,
    topic: string,
    members: string[],
    isArchived = false,
  ): Channel => ({
    ...{ id, kind: 'channel', name, topic, isArchived, created },
    isGeneral: id === ids.general,
    members: new Set(members),
  });
  const direct = (human: Person, bot: Person): Channel => ({
    ...{ id: directId(human.id, bot.id), kind: 'im', name: bot.name, topic: '', isArchived: false, created },
    isGeneral: false,
    members: new Set([human.id, bot.id]),
    im: { person: human.id, bot: bot.id },
  });
  const bots = people.filter(({ role }) => role === 'bot' || role === 'slackbot');
  const channels = [
    channel(ids.ops, 'ops', 'Where the services are run', everyone),
    channel(ids.general, 'general', 'Everyone is here', everyone),
    channel(ids.random, 'random', 'Not work: the bot is not invited', humans),
    channel(ids.archived, 'old-deploys', 'Archived', everyone, true),
    ...people
      .filter(({ id }) => humans.some((human) => human === id))
      .flatMap((human) => bots.map((bot) => direct(human, bot))),
  ];
  return {
    team: { id: teamId, domain: 'local', name: 'Local Workspace' },
    people: new Map(people.map((one) => [one.id, one])),
    channels: new Map(channels.map((one) => [one.id, one])),
    groups: [{ id: ids.onCall, handle: 'on-call', name: 'On call', members: [ids.operator] }],
  };
}

function person(id: string, role: Person['role'], name: string, realName: string): Person {
  return { id, role, name, realName, locale: 'en-US', timeZone: 'Etc/UTC' };
}

function handleOf(botName: string): string {
  return botName.toLowerCase().replace(/[^a-z0-9._-]/g, '');
}

/** `U0OPERATOR` and `U0ECSBOT01` → `D0OPERATORE`: stable, and shaped like Slack's. */
function directId(human: string, bot: string): string {
  return `D${human.slice(1)}${bot === ids.slackbot ? 'S' : 'E'}`;
}
