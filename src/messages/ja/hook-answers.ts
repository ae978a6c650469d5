import { targetName } from '../../aws/ecs/target.ts';
import type { HookEnd } from '../../changes/card.ts';
import type { ContinueChange } from '../../changes/change.ts';
import type { Catalogue } from '../catalogue.ts';
import type { hookAnswers as english, hookProblems as englishProblems } from '../en/hook-answers.ts';
import { code, escapeText, link, slackDate, wordOf } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const line = (text: string) => code(`/ecs ${text}`);
const named = ({ target }: ContinueChange) => code(targetName(target));

const byItself = { CONTINUE: 'ECS が自動で続行します', ROLLBACK: 'ECS が自動でロールバックします' } as const;
const wentByItself = {
  CONTINUE: 'ECS が自動で続行しました',
  ROLLBACK: 'ECS が自動でロールバックしました',
} as const;

function ended({ type, userId, timeoutAction = '' }: HookEnd): string {
  const who = userId === undefined ? '' : `${person(userId)}が`;
  switch (type) {
    case 'continued':
      return `${who}すでに続行しました。`;
    case 'rolledBack':
      return `${who}すでにデプロイをロールバックしました。`;
    case 'timedOut': {
      const then = wordOf(wentByItself, timeoutAction);
      return then === undefined ? '期限が過ぎました。' : `期限が過ぎたため、${then}。`;
    }
    case 'over':
      return 'ほかで応答があったか、期限が過ぎたか、デプロイが終わりました。';
  }
}

/** {@link english} in Japanese. */
export const hookAnswers = {
  cardTitle: {
    CONTINUE: (change) => `${named(change)} のデプロイを続行しますか?`,
    ROLLBACK: (change) => `${named(change)} のデプロイをロールバックしますか?`,
  },
  cardButton: { CONTINUE: '続行', ROLLBACK: 'ロールバック' },
  approvalTitle: {
    CONTINUE: (change, askedBy) => `${person(askedBy)}の依頼: ${named(change)} のデプロイを続行`,
    ROLLBACK: (change, askedBy) => `${person(askedBy)}の依頼: ${named(change)} のデプロイをロールバック`,
  },
  approveButton: { CONTINUE: '承認: 続行', ROLLBACK: '承認: ロールバック' },
  started: (change, url) =>
    `${named(change)} のデプロイを${change.action === 'CONTINUE' ? '続行' : 'ロールバック'}しています。${url === undefined ? '' : ` ${link(url, '経過を見る')}`}`,
  tooLate: (change, end) =>
    `:warning: ${named(change)} のフックへの操作は間に合いませんでした。何も変更していません。${ended(end)}`,
  what: (change, revisions) => {
    const { action, stage } = change;
    const where = stage === undefined ? '' : ` (ステージ ${code(stage)})`;
    return `${named(change)} のデプロイを${action === 'CONTINUE' ? '続行' : 'ロールバック'}${where}、 ${revisions}`;
  },
  revisions: (from, to) => {
    if (from === undefined) return `${code(to)} (最初のデプロイ)`;
    return from === to ? `${code(to)} のまま` : `${code(from)} → ${code(to)}`;
  },
  next: {
    tasks: '続行すると、新しいタスクを起動します。',
    testTraffic: '続行すると、テストトラフィックがあれば移行します。',
    bakeTime: '続行すると、ベイク時間に入ります。終わるまで両方のリビジョンが動き続けます。',
    other: '続行すると、デプロイを先に進めます。',
  },
  shifts: (percent) =>
    percent === undefined
      ? '続行すると、本番トラフィックを新しいタスクに移行します。'
      : `続行すると、本番トラフィックの ${percent}% を新しいタスクに移行します。`,
  others: (count) =>
    `このステージでは、ほかに ${count} 個のフックも待っています。すべてに応答があると先に進みます。`,
  goesBack: (from) =>
    `デプロイを終了し、ECS が ${code(from)} に戻します。ネットワークとロードバランサーの設定も元に戻ります。`,
  timeout: (until, action) => {
    const then = wordOf(byItself, action);
    return `${slackDate(until)} までに応答がなければ、${then === undefined ? '期限切れになります' : then}。`;
  },
} satisfies Catalogue<typeof english>;

/** {@link englishProblems} in Japanese. */
export const hookProblems: typeof englishProblems = {
  hookOver: ({ target, end }) =>
    `${code(target)} のそのフックはもう待っていません。何も変更していません。${ended(end)}現在の状態は ${line(`deployments ${target}`)} で確認できます。`,
  nothingWaits: ({ target }) =>
    `${code(target)} には、人の操作を待っているデプロイはありません。直近のデプロイは ${line(`deployments ${target}`)} で確認できます。`,
  severalWait: ({ target, hooks }) =>
    `${code(target)} のデプロイは ${hooks.length} 個のフックで待っています: ${hooks.map(code).join(', ')} 。 ${line(`continue ${target} --hook ${hooks[0]}`)} のように 1 つを指定してください。`,
  ownDeployment: () =>
    '自分が始めたデプロイのため、続行やロールバックは別の人の承認が必要です。何も変更していません。',
};
