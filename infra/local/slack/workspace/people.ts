import { localIds as ids } from './ids.ts';

/** Somebody whom the workspace knows. `role` and `title` are ours: what this person is for in the local world. */
export interface Person {
  readonly id: string;
  readonly role: 'operator' | 'viewer' | 'outsider' | 'bot' | 'slackbot';
  /** How the switch of people calls a human. */
  readonly title: string;
  /** The handle, as in `@operator`. */
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** A bot's id in messages (`B…`). */
  readonly botId?: string;
  /** A guest; one of a single channel is `isUltraRestricted` too. */
  readonly isRestricted: boolean;
  readonly isUltraRestricted: boolean;
  /** Deactivated: signed out, and cannot come back. */
  readonly isDeleted: boolean;
  /** Of another workspace, met in a channel that both share (Slack Connect). */
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
 * Everybody of the local workspace, in the order in which the switch of people shows them: two operators (the deputy is the second), so that one
 * can approve what the other asks; one whose Slack is in Japanese; a viewer; then those who may nothing; the bots.
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

/** Whom `npm run slack -- --as` takes: a role, or the handle of a person. */
export function namesOf(people: readonly Person[]): string[] {
  const isHuman = ({ role }: Person) => role !== 'bot' && role !== 'slackbot';
  return ['operator', 'viewer', ...people.filter(isHuman).map(({ name }) => name)];
}

function handleOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]/g, '');
}
