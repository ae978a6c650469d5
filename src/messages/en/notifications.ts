import type { Language, Level } from '../../notifications/settings.ts';
import { code, escapeText, slackDate } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const line = (text: string) => code(`/ecs ${text}`);

const languageNames: Readonly<Record<Language, string>> = { en: 'English', ja: 'Japanese' };

const hears: Readonly<Record<Level, (pattern: string) => string>> = {
  all: (pattern) => `everything about ${code(pattern)}`,
  problems: (pattern) => `of problems of ${code(pattern)}`,
  none: (pattern) => `nothing about ${code(pattern)}`,
};

/** The sentences of who hears what: watches and mutes. */
export const settings = {
  watched: (userId: string, pattern: string, level: Level): string =>
    `${person(userId)} set: this channel hears ${hears[level](pattern)}.`,
  watchHint: (pattern: string): string => `Take it back with ${line(`unwatch ${pattern}`)}.`,
  unwatched: (userId: string, pattern: string): string =>
    `${person(userId)} set: this channel no longer watches ${code(pattern)}.`,
  unwatchHint: `${line('watches')} shows who hears what.`,
  muted: (userId: string, pattern: string, until: Date): string =>
    `:no_bell: ${person(userId)} muted ${code(pattern)} in this channel until ${slackDate(until)}.`,
  muteHint: (pattern: string): string =>
    `Messages already posted keep updating. Anything still wrong when the mute ends is posted then. End it now: ${line(`unmute ${pattern}`)}`,
  unmuted: (userId: string, pattern: string): string =>
    `:bell: ${person(userId)} ended the mute of ${code(pattern)} in this channel.`,
  /** Said in the language that was chosen. */
  languageSet: (userId: string): string => `${person(userId)} set: this channel is told in English.`,
  languageHint: 'What one person alone reads is in the language of their own Slack.',
  muteEnded: (pattern: string): string => `:bell: The mute of ${code(pattern)} in this channel has ended.`,
  suppressed: (count: number): string =>
    count === 0
      ? 'It held nothing back.'
      : count === 1
        ? 'It held 1 message back; if the trouble lasts, it follows now.'
        : `It held ${count} messages back; what still lasts follows now.`,
  watches: {
    title: 'Who hears what',
    none: `No channel watches anything: problems are told in the default channel, or where a service’s tag says. ${line('watch shop/* problems')} lets this channel hear.`,
    watch: (channel: string, pattern: string, level: Level): string =>
      `<#${escapeText(channel)}> hears ${hears[level](pattern)}`,
    mute: (channel: string, pattern: string, until: Date, suppressed: number): string =>
      `:no_bell: ${code(pattern)} is muted in <#${escapeText(channel)}> until ${slackDate(until)}${suppressed === 0 ? '' : `, ${suppressed} held back`}`,
    language: (channel: string, language: Language): string =>
      `<#${escapeText(channel)}> is told in ${languageNames[language]}`,
    unwatch: 'Unwatch',
    unmute: 'Unmute',
    hidden: (count: number): string => `… and ${count} more`,
    tags: 'A service’s or cluster’s ECS tags `ecs-bot:channel` (a channel id) and `ecs-bot:notify` (all, problems, none) come first.',
  },
};
