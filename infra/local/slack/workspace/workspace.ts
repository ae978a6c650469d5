import { localIds } from './ids.ts';
import { createPeople, type Person, type UserGroup } from './people.ts';

/** A conversation: a public channel (`C…`) or one person's direct messages with a bot (`D…`). */
export interface Channel {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  /** Without the `#`; for a direct message the bot's handle. */
  readonly name: string;
  readonly topic: string;
  readonly isArchived: boolean;
  readonly isGeneral: boolean;
  /** Epoch seconds. */
  readonly created: number;
  readonly members: Set<string>;
  /** For a direct message: its person, and the bot at the other end. */
  readonly im?: { readonly person: string; readonly bot: string };
}

export interface Workspace {
  readonly team: { readonly id: string; readonly domain: string; readonly name: string };
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, UserGroup>;
}

/**
 * The workspace at startup: its people, the bot in #ops and #general, #random without the bot (to reproduce `not_in_channel`), an archived channel,
 * and everyone's direct messages with the bot and with Slackbot. #ops is shared with another workspace, and one of its people is a member.
 */
export function createWorkspace(teamId: string, botName: string, now: number): Workspace {
  const people = createPeople(botName, now);
  const staff = [localIds.operator, localIds.secondOperator, localIds.japaneseOperator, localIds.viewer];
  const everyone = [...staff, localIds.bot];
  const guests = [localIds.guest, localIds.singleChannelGuest];
  const created = Math.floor(now / 1000);
  const channel = (
    id: string,
    name: string,
    topic: string,
    members: string[],
    isArchived = false,
  ): Channel => ({
    id,
    kind: 'channel',
    name,
    topic,
    isArchived,
    created,
    isGeneral: id === localIds.general,
    members: new Set(members),
  });
  const direct = (human: Person, bot: Person): Channel => ({
    id: directId(human.id, bot.id),
    kind: 'im',
    name: bot.name,
    topic: '',
    isArchived: false,
    created,
    isGeneral: false,
    members: new Set([human.id, bot.id]),
    im: { person: human.id, bot: bot.id },
  });
  const bots = people.filter(({ role }) => role === 'bot' || role === 'slackbot');
  const humans = people.filter((one) => !bots.includes(one) && one.teamId === undefined);
  const channels = [
    channel(localIds.ops, 'ops', 'Where the services are run', [...everyone, ...guests, localIds.stranger]),
    channel(localIds.general, 'general', 'Everyone is here', [...everyone, localIds.guest]),
    channel(localIds.random, 'random', 'Not work: the bot is not invited', staff),
    channel(localIds.archived, 'old-deploys', 'Archived', everyone, true),
    ...humans.flatMap((human) => bots.map((bot) => direct(human, bot))),
  ];
  const onCall = { id: localIds.onCall, handle: 'on-call', name: 'On call', created, updated: created };
  return {
    team: { id: teamId, domain: 'local', name: 'Local Workspace' },
    people: new Map(people.map((one) => [one.id, one])),
    channels: new Map(channels.map((one) => [one.id, one])),
    groups: new Map([
      [
        localIds.onCall,
        { ...onCall, members: [localIds.operator, localIds.secondOperator, localIds.japaneseOperator] },
      ],
    ]),
  };
}

/** `U0OPERATOR` and `U0ECSBOT01` → `D0OPERATORE`: stable, and in Slack's format. */
function directId(human: string, bot: string): string {
  return `D${human.slice(1)}${bot === localIds.slackbot ? 'S' : 'E'}`;
}

/** The direct messages between a person and a bot. */
export function directChannel(workspace: Workspace, person: string, bot: string): Channel | undefined {
  return [...workspace.channels.values()].find(({ im }) => im?.person === person && im.bot === bot);
}

/** Finds a channel by id, or by name with or without `#`. */
export function findChannel(workspace: Workspace, idOrName: string): Channel | undefined {
  const byId = workspace.channels.get(idOrName);
  if (byId) return byId;
  const name = idOrName.replace(/^#/, '');
  return [...workspace.channels.values()].find((one) => one.kind === 'channel' && one.name === name);
}
