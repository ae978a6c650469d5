import type { Language, Level } from '../../notifications/settings.ts';
import type { Catalogue } from '../catalogue.ts';
import type { settings as english } from '../en/notifications.ts';
import { code, escapeText, formatCount, slackDate } from '../mrkdwn.ts';

/** What each of the bot's own alarms means, by the end of its name; `infra/aws/alarms.yml` says it in English. */
export const alarms = {
  'commands-dead-letters':
    '3 回失敗したコマンドがデッドレターキューにあります。関数 worker のログで原因を調べて解消し、 `npm run redrive` を実行してください。',
  'events-dead-letters':
    '処理またはキューへの投入に失敗したイベント、メッセージ、時間指定の変更がデッドレターキューにあります。関数 task-events のログで原因を調べて解消し、 `npm run redrive` を実行してください。',
  'commands-age':
    'コマンドが 1 分以上待機しています。関数 worker が失敗しているか、スロットリングされているか、動いていません。関数のログを確認し、次に `npm run verify` を実行してください。2 分を過ぎたコマンドは何も変更せず、入力し直しが必要です。',
  'events-age':
    'イベントが 4 分以上待機しており、チャンネルへの通知が遅れています。関数 task-events が失敗しているか、スロットリングされているか、動いていません。 `/ecs doctor` を実行し、次に task-events のログを確認してください。',
  'front-door-errors':
    '入口が Slack にエラーを返しており、利用者にもエラーが表示されています。関数 slack のログを確認し、次に `npm run verify` を実行してください。ログがなければ、アカウントの同時実行数の上限に達し、Lambda がリクエストを受け付けていません。',
  'front-door-refusals':
    '入口が 1 分間に 100 件を超えるリクエストを拒否しました。Slack 以外からの呼び出しか、署名シークレットの誤りです。送信元アドレスは関数 slack のログにあります。毎秒 50 件を超えると、利用者のコマンドも受け付けられません。',
  'task-events-errors':
    'チャンネルに通知する関数が異常終了またはタイムアウトしています。イベントはキューから再処理されます。関数のログを確認し、次に `/ecs doctor` を実行してください。',
};

const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const line = (text: string) => code(`/ecs ${text}`);

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
  suppressed: (count) =>
    count === 0
      ? '止めていた通知はありません。'
      : `止めていた通知は ${formatCount(count)} 件です。続いている問題はこのあと通知します。`,
  watches: {
    title: '通知の設定',
    none: `通知を設定したチャンネルはありません。問題は、デフォルトのチャンネルか、サービスのタグで指定したチャンネルに通知します。このチャンネルに通知するには ${line('watch shop/* problems')} と入力します。`,
    watch: (channel, pattern, level) => `<#${escapeText(channel)}> : ${hears[level](pattern)}`,
    mute: (channel, pattern, until, suppressed) =>
      `:no_bell: <#${escapeText(channel)}> : ${code(pattern)} を ${slackDate(until)} までミュート${suppressed === 0 ? '' : `、止めた通知 ${formatCount(suppressed)} 件`}`,
    language: (channel, language) => `<#${escapeText(channel)}> : ${languageNames[language]}で投稿`,
    unwatch: '通知を解除',
    unmute: 'ミュート解除',
    hidden: (count) => `… ほか ${formatCount(count)} 件`,
    tags: 'サービスやクラスターの ECS タグ `ecs-bot:channel` (チャンネル ID) と `ecs-bot:notify` (all, problems, none) が優先されます。',
  },
} satisfies Catalogue<typeof english>;
