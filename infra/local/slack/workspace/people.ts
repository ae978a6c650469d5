import { localIds as ids } from './ids.ts';

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
    human(ids.operator, 'operator', 'Operator', 'Olivia Operator'),
    human(ids.secondOperator, 'operator', 'Deputy', 'Dana Deputy'),
    human(ids.japaneseOperator, 'operator', 'Japanese', 'Yui 由衣', {
      locale: 'ja-JP',
      timeZone: 'Asia/Tokyo',
    }),
    human(ids.viewer, 'viewer', 'Viewer', 'Victor Viewer'),
    human(ids.guest, 'outsider', 'Guest', 'Gina Guest', { isRestricted: true }),
    human(ids.singleChannelGuest, 'outsider', 'Single-channel guest', 'Simon Single', {
      isRestricted: true,
      isUltraRestricted: true,
    }),
    human(ids.stranger, 'outsider', 'From another workspace', 'Stella Stranger', {
      teamId: ids.strangersTeam,
    }),
    human(ids.deactivated, 'outsider', 'Deactivated', 'Dora Departed', { isDeleted: true }),
    { ...bot(ids.bot, 'bot', botName), botId: ids.botId },
    bot(ids.slackbot, 'slackbot', 'Slackbot'),
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
