import type { Catalogue } from '../catalogue.ts';
import type { freezes as english, freezeProblems as englishProblems } from '../en/freeze.ts';
import { code, escapeText, formatCount, quote, slackDate } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const line = (text: string) => code(`/ecs ${text}`);

const untilDate = (until: Date | undefined) => (until === undefined ? '' : `${slackDate(until)} まで`);

const whoAndWhy = (setBy: string, reason: string) =>
  setBy === '' ? '記録を読み取れません' : `${person(setBy)}が設定、理由: ${quote(reason)}`;

/** {@link english} in Japanese. */
export const freezes = {
  set: (setBy, pattern, until, reason) =>
    `:snowflake: ${person(setBy)}が ${code(pattern)} を ${untilDate(until)}凍結しました。理由: ${quote(reason)}`,
  setHint: (pattern) => `早めに解除するには ${line(`unfreeze ${pattern}`)} と入力します。`,
  meaning:
    '凍結中の対象は、このボットからは変更できません。例外は、タスク数を増やすこと、制限の範囲内でのタスクの停止、凍結前の状態に戻すことです。',
  unfrozen: (userId, pattern) => `:sunny: ${person(userId)}が ${code(pattern)} の凍結を解除しました。`,
  ended: (pattern) => `:sunny: ${code(pattern)} の凍結期間が終わりました。`,
  title: '凍結中の対象',
  none: `凍結中の対象はありません。凍結の方法は ${line('help freeze')} で確認できます。`,
  row: (setBy, pattern, until, reason) =>
    `:snowflake: ${code(pattern)} は ${untilDate(until)}凍結中 (${whoAndWhy(setBy, reason)})`,
  unfreeze: '凍結を解除',
  hidden: (count) => `… ほか ${formatCount(count)} 件`,
  breaks: (setBy, pattern, until, reason) =>
    `:rotating_light: *凍結中の対象への緊急の変更です。* チャンネルに通知します。 ${code(pattern)} は ${untilDate(until)}凍結中 (${whoAndWhy(setBy, reason)})`,
  stays: (pattern, until) =>
    `:warning: ${code(pattern)} は ${untilDate(until)}凍結中のため、時間が来ても自動では元に戻りません。`,
  because: (reason) => `理由: ${quote(reason)}`,
  broken: (userId, what, because) =>
    `:rotating_light: ${person(userId)}が、凍結中の対象を緊急に変更します: ${what}。理由: ${quote(because)}`,
  approvedBy: (userId) => `${person(userId)}が承認しました。`,
  audited: (because) => `:rotating_light: 凍結中の緊急の変更: ${quote(because)}`,
} satisfies Catalogue<typeof english>;

/** {@link englishProblems} in Japanese. */
export const freezeProblems = {
  frozen: ({ target, pattern, reason, setBy, until, mayBreak }) => {
    const end = untilDate(until === undefined ? undefined : new Date(until));
    const scope = target === pattern ? '' : `${code(pattern)} の凍結により、 `;
    const why = `${scope}${code(target)} は ${end}凍結中です (${whoAndWhy(setBy, reason)})。`;
    const instead = mayBreak
      ? `待てない場合は、末尾に ${code('because …')} と理由を付けて入力し直してください。`
      : setBy === ''
        ? `${line(`unfreeze ${pattern}`)} で解除できます。`
        : '待てない場合は、設定した人に相談してください。';
    return `${why}\n何も変更していません。${instead}`;
  },
  notFrozen: ({ given, patterns }) =>
    `${code(given)} は凍結されていません。${patterns.length === 0 ? '' : ` もしかして ${patterns.map(code).join(', ')} ですか? `}凍結中の対象は ${line('freezes')} で確認できます。`,
  tooManyFreezes: ({ most }) =>
    `凍結は ${most} 件までです。何も凍結していません。どれかを解除するか、クラスター全体を凍結してください。一覧は ${line('freezes')} で確認できます。`,
} satisfies Catalogue<typeof englishProblems>;
