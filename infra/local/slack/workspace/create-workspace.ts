import type { Channel } from './channel.ts';
import { createPeople } from './create-people.ts';
import { localIds as ids } from './local-ids.ts';
import type { Person } from './person.ts';
import type { Workspace } from './workspace.ts';

/**
 * The workspace at start: its people, the bot in #ops and #general, #random without the bot (so that `not_in_channel`
 * can be met), an archived channel, and everyone's direct messages with the bot and with Slackbot. #ops is shared with
 * another workspace, one of whose people is in it.
 */
export function createWorkspace(teamId: string, botName: string, now: number): Workspace {
  const people = createPeople(botName, now);
  const staff = [ids.operator, ids.secondOperator, ids.japaneseOperator, ids.viewer];
  const everyone = [...staff, ids.bot];
  const guests = [ids.guest, ids.singleChannelGuest];
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
  const humans = people.filter((one) => !bots.includes(one) && one.teamId === undefined);
  const channels = [
    channel(ids.ops, 'ops', 'Where the services are run', [...everyone, ...guests, ids.stranger]),
    channel(ids.general, 'general', 'Everyone is here', [...everyone, ids.guest]),
    channel(ids.random, 'random', 'Not work: the bot is not invited', staff),
    channel(ids.archived, 'old-deploys', 'Archived', everyone, true),
    ...humans.flatMap((human) => bots.map((bot) => direct(human, bot))),
  ];
  const onCall = { id: ids.onCall, handle: 'on-call', name: 'On call', created, updated: created };
  return {
    team: { id: teamId, domain: 'local', name: 'Local Workspace' },
    people: new Map(people.map((one) => [one.id, one])),
    channels: new Map(channels.map((one) => [one.id, one])),
    groups: new Map([
      [ids.onCall, { ...onCall, members: [ids.operator, ids.secondOperator, ids.japaneseOperator] }],
    ]),
  };
}

/** `U0OPERATOR` and `U0ECSBOT01` → `D0OPERATORE`: stable, and shaped like Slack's. */
function directId(human: string, bot: string): string {
  return `D${human.slice(1)}${bot === ids.slackbot ? 'S' : 'E'}`;
}
