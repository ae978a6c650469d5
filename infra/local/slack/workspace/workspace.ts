/** Ids of the local workspace, in Slack's formats. Fixed, so that configuration and tests can name them. */
export const localIds = {
  operator: 'U0OPERATOR',
  secondOperator: 'U0DEPUTY01',
  /** An operator whose Slack is in Japanese. */
  japaneseOperator: 'U0YUI00001',
  viewer: 'U0VIEWER01',
  /** A multi-channel guest. */
  guest: 'U0GUEST001',
  singleChannelGuest: 'U0GUEST002',
  deactivated: 'U0DEPARTED',
  /** From another workspace, in #ops through Slack Connect. */
  stranger: 'U0STRANGER',
  strangersTeam: 'T0OTHER001',
  bot: 'U0ECSBOT01',
  botId: 'B0ECSBOT01',
  slackbot: 'USLACKBOT',
  ops: 'C0LOCAL0OPS',
  general: 'C0LOCAL0GEN',
  random: 'C0LOCAL0RND',
  archived: 'C0LOCAL0OLD',
  onCall: 'S0LOCALONC',
} as const;

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

/** A user of the workspace. `role` and `title` are our own: what this person is for in the local world. */
export interface Person {
  readonly id: string;
  readonly role: 'operator' | 'viewer' | 'outsider' | 'bot' | 'slackbot';
  /** The person's label in the switch of people. */
  readonly title: string;
  /** The handle, as in `@operator`. */
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** A bot's id in messages (`B…`). */
  readonly botId?: string;
  /** A guest; a single-channel guest is `isUltraRestricted` too. */
  readonly isRestricted: boolean;
  readonly isUltraRestricted: boolean;
  /** Deactivated: signed out, and cannot sign in again. */
  readonly isDeleted: boolean;
  /** From another workspace, in a shared channel (Slack Connect). */
  readonly teamId?: string;
  /** When it last changed, epoch seconds. */
  readonly updated: number;
}

/** A user group (`S…`), as in `@on-call`. Slack's own word for it in events is subteam. */
export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly members: readonly string[];
  /** Epoch seconds. */
  readonly created: number;
  readonly updated: number;
}

/**
 * All users of the local workspace, in the order of the switch of people: two operators (the second is the deputy), so that one can approve the
 * other's requests; one whose Slack is in Japanese; a viewer; then people with no rights; then the bots.
 */
export function createPeople(botName: string, now: number): Person[] {
  const plain = { locale: 'en-US', timeZone: 'Etc/UTC', updated: Math.floor(now / 1000) };
  const active = { isRestricted: false, isUltraRestricted: false, isDeleted: false };
  const human = (
    id: string,
    role: Person['role'],
    title: string,
    realName: string,
    change: Partial<Person> = {},
  ): Person => ({
    id,
    role,
    title,
    realName,
    name: handleOf(realName.split(' ')[0] ?? ''),
    ...plain,
    ...active,
    ...change,
  });
  const bot = (id: string, role: Person['role'], name: string): Person =>
    human(id, role, '', name, { name: handleOf(name) });
  return [
    human(localIds.operator, 'operator', 'Operator', 'Olivia Operator'),
    human(localIds.secondOperator, 'operator', 'Deputy', 'Dana Deputy'),
    human(localIds.japaneseOperator, 'operator', 'Japanese', 'Yui 由衣', {
      locale: 'ja-JP',
      timeZone: 'Asia/Tokyo',
    }),
    human(localIds.viewer, 'viewer', 'Viewer', 'Victor Viewer'),
    human(localIds.guest, 'outsider', 'Guest', 'Gina Guest', { isRestricted: true }),
    human(localIds.singleChannelGuest, 'outsider', 'Single-channel guest', 'Simon Single', {
      isRestricted: true,
      isUltraRestricted: true,
    }),
    human(localIds.stranger, 'outsider', 'From another workspace', 'Stella Stranger', {
      teamId: localIds.strangersTeam,
    }),
    human(localIds.deactivated, 'outsider', 'Deactivated', 'Dora Departed', { isDeleted: true }),
    { ...bot(localIds.bot, 'bot', botName), botId: localIds.botId },
    bot(localIds.slackbot, 'slackbot', 'Slackbot'),
  ];
}

/** The names that `npm run slack -- --as` accepts: a role, or a person's handle. */
export function namesOf(people: readonly Person[]): string[] {
  const isHuman = ({ role }: Person) => role !== 'bot' && role !== 'slackbot';
  return ['operator', 'viewer', ...people.filter(isHuman).map(({ name }) => name)];
}

function handleOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]/g, '');
}
