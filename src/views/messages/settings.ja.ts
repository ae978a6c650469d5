import type { Language } from '../../watches/languages.ts';
import type { Level } from '../../watches/levels.ts';
import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';
import { slackDate } from '../blocks/slack-date.ts';
import type { Catalogue } from './catalogue.ts';
import type { settings as english } from './settings.en.ts';

const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const line = (text: string) => code(`/ecs ${text}`);
const number = new Intl.NumberFormat('ja');

const languageNames: Readonly<Record<Language, string>> = { en: '英語', ja: '日本語' };

const hears: Readonly<Record<Level, (pattern: string) => string>> = {
  all: (pattern) => `${code(pattern)} のすべて`,
  problems: (pattern) => `${code(pattern)} の問題`,
  none: (pattern) => `${code(pattern)} は通知なし`,
};

/** {@link english} in Japanese. */
export const settings = {
  watched: (userId, pattern, level) =>
    level === 'none'
      ? `${person(userId)}の設定: このチャンネルには ${code(pattern)} を通知しません。`
      : `${person(userId)}の設定: このチャンネルに ${hears[level](pattern)}を通知します。`,
  watchHint: (pattern) => `解除するには ${line(`unwatch ${pattern}`)} と入力します。`,
  unwatched: (userId, pattern) =>
    `${person(userId)}の設定: このチャンネルへの ${code(pattern)} の通知を解除しました。`,
  unwatchHint: `通知の設定は ${line('watches')} で確認できます。`,
  muted: (userId, pattern, until) =>
    `:no_bell: ${person(userId)}が、このチャンネルで ${code(pattern)} を ${slackDate(until)} までミュートしました。`,
  muteHint: (pattern) =>
    `すでにあるメッセージの更新は続きます。続いている問題は、ミュートの終了時に通知します。早めに解除するには ${line(`unmute ${pattern}`)} と入力します。`,
  unmuted: (userId, pattern) =>
    `:bell: ${person(userId)}が、このチャンネルの ${code(pattern)} のミュートを解除しました。`,
  languageSet: (userId) => `${person(userId)}の設定: このチャンネルへの投稿は日本語になります。`,
  languageHint: '本人だけに表示する応答は、各自の Slack の言語になります。',
  muteEnded: (pattern) => `:bell: このチャンネルの ${code(pattern)} のミュートが終了しました。`,
  heldBack: (count) =>
    count === 0
      ? '止めていた通知はありません。'
      : `止めていた通知は ${number.format(count)} 件です。続いている問題はこのあと通知します。`,
  watches: {
    title: '通知の設定',
    none: `通知を設定したチャンネルはありません。問題は、デフォルトのチャンネルか、サービスのタグで指定したチャンネルに通知します。このチャンネルに通知するには ${line('watch shop/* problems')} と入力します。`,
    watch: (channel, pattern, level) => `<#${escapeText(channel)}> : ${hears[level](pattern)}`,
    mute: (channel, pattern, until, heldBack) =>
      `:no_bell: <#${escapeText(channel)}> : ${code(pattern)} を ${slackDate(until)} までミュート${heldBack === 0 ? '' : `、止めた通知 ${number.format(heldBack)} 件`}`,
    language: (channel, language) => `<#${escapeText(channel)}> : ${languageNames[language]}で投稿`,
    unwatch: '通知を解除',
    unmute: 'ミュート解除',
    hidden: (count) => `… ほか ${number.format(count)} 件`,
    tags: 'サービスやクラスターの ECS タグ `ecs-bot:channel` (チャンネル ID) と `ecs-bot:notify` (all, problems, none) が優先されます。',
  },
} satisfies Catalogue<typeof english>;
