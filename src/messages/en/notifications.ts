import type { Language, Level } from '../../notifications/settings.ts';
import { code, escapeText, slackDate } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const line = (text: string) => code(`/ecs ${text}`);

const languageNames: Readonly<Record<Language, string>> = { en: 'English', ja: 'Japanese' };

const hears: Readonly<Record<Level, (pattern: string) => string>> = {
  all: (pattern) => `everything about ${code(pattern)}`,
  problems: (pattern) => `problems with ${code(pattern)}`,
  none: (pattern) => `nothing about ${code(pattern)}`,
};

/** The sentences of notifications: watches, mutes, languages. */
export const settings = {
  watched: (userId: string, pattern: string, level: Level): string =>
    `${person(userId)} set a watch: this channel now gets ${hears[level](pattern)}.`,
  watchHint: (pattern: string): string => `Remove it with ${line(`unwatch ${pattern}`)}.`,
  unwatched: (userId: string, pattern: string): string =>
    `${person(userId)} removed the watch on ${code(pattern)} from this channel.`,
  unwatchHint: `${line('watches')} shows which channel gets what.`,
  muted: (userId: string, pattern: string, until: Date): string =>
    `:no_bell: ${person(userId)} muted ${code(pattern)} in this channel until ${slackDate(until)}.`,
  muteHint: (pattern: string): string =>
    `Messages already posted keep updating. Anything still wrong when the mute ends is posted then. End it now: ${line(`unmute ${pattern}`)}`,
  unmuted: (userId: string, pattern: string): string =>
    `:bell: ${person(userId)} ended the mute of ${code(pattern)} in this channel.`,
  /** In the language that was chosen. */
  languageSet: (userId: string): string => `${person(userId)} set the language of this channel to English.`,
  languageHint: 'What only one person sees is in the language of their own Slack.',
  muteEnded: (pattern: string): string => `:bell: The mute of ${code(pattern)} in this channel has ended.`,
  suppressed: (count: number): string =>
    count === 0
      ? 'Nothing was suppressed.'
      : count === 1
        ? '1 message was suppressed; if the trouble lasts, it is posted now.'
        : `${count} messages were suppressed; trouble that lasts is posted now.`,
  watches: {
    title: 'Which channel gets what',
    none: `No channel has a watch: problems go to the default channel, or to the channel in a service’s tag. ${line('watch shop/* problems')} adds a watch in this channel.`,
    watch: (channel: string, pattern: string, level: Level): string =>
      `<#${escapeText(channel)}> gets ${hears[level](pattern)}`,
    mute: (channel: string, pattern: string, until: Date, suppressed: number): string =>
      `:no_bell: ${code(pattern)} is muted in <#${escapeText(channel)}> until ${slackDate(until)}${suppressed === 0 ? '' : `, ${suppressed} suppressed`}`,
    language: (channel: string, language: Language): string =>
      `<#${escapeText(channel)}> is set to ${languageNames[language]}`,
    unwatch: 'Unwatch',
    unmute: 'Unmute',
    hidden: (count: number): string => `… and ${count} more`,
    tags: 'The ECS tags `ecs-bot:channel` (a channel id) and `ecs-bot:notify` (all, problems, none) of a service or cluster take precedence.',
  },
};
