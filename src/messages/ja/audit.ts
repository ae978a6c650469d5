import { targetName } from '../../aws/ecs/target.ts';
import type { AutoscalingState } from '../../changes/change.ts';
import type { Catalogue } from '../catalogue.ts';
import type { audit as english } from '../en/audit.ts';
import { code, escapeText, quote, wordOf } from '../mrkdwn.ts';
import { span } from './changes.ts';

const person = (userId: string) => `<@${escapeText(userId)}> さん`;

const reasons = {
  mayNotChange: '変更の権限がない',
  standing: 'ワークスペースのメンバーではない',
  noPolicy: '有効なアクセス設定ファイルがない',
  noGrant: '許可する権限がない',
  limit: '権限の上限を超えている',
  maxTag: 'タグ ecs-bot:max を超えている',
  askerDenied: '依頼した人の権限がなくなった',
  cardOfAnother: 'ほかの人のカード',
  needsSecondPerson: '依頼した本人は承認できない',
  ownDeployment: 'デプロイを始めた本人は承認できない',
  hookOver: 'フックがもう待っていない',
  cardGone: 'カードが使用済み、取り下げ済み、または期限切れ',
  cardMade: 'カードが使用済み',
  cardWithdrawn: 'カードが取り消し済み',
  cardExpired: 'カードが期限切れ',
  targetBusy: '別の変更が進行中',
  frozen: '対象が凍結中',
  approvalNeeded: '別の人の承認が必要',
  tooLate: '処理が間に合わなかった',
  cannotPost: '通知先のチャンネルに投稿できない',
  slackRefuses: 'Slack がボットのトークンを拒否した、またはスコープがない',
  answerLost: 'Slack が応答をどこにも届けなかった',
  aboveMaximum: '全サービス共通の上限を超えている',
  awsDenied: 'ボットのロールに権限がない',
  awsRefused: 'AWS が拒否',
};

const bounds = ({ minCapacity, maxCapacity, suspended }: AutoscalingState) =>
  suspended.scaleIn && suspended.scaleOut ? '一時停止' : `${minCapacity}～${maxCapacity}`;

/** {@link english} in Japanese. */
export const audit = {
  reasons,
  title: (target) => (target === undefined ? '監査' : `${target} の監査`),
  scope: (time, userId) => `過去 ${time} (新しい順)${userId === undefined ? '' : `、${person(userId)}のみ`}`,
  none: (time, target, userId) =>
    `過去 ${time} に${userId === undefined ? '' : ` ${person(userId)}による`}${target === undefined ? '' : ` ${code(target)} の`}変更や拒否はありません。`,
  page: (page) => `${page} ページ`,
  asked: ({ card, decidedBy, decision }) => {
    const asker = person(card.askedBy);
    if (decidedBy === undefined) return `${asker} (時間指定)`;
    if (decidedBy === card.askedBy) return asker;
    return `${asker}、${person(decidedBy)}が${decision === 'make' ? '承認' : '取り下げ'}`;
  },
  refusedTo: ({ userId }) => person(userId),
  what: (change) => {
    const name = code(targetName(change.target));
    if (change.type === 'scale') {
      const { before, after, forMs, autoscaling, undoes } = change;
      const details = [
        ...(autoscaling?.after
          ? [`自動スケーリング ${bounds(autoscaling.before)} → ${bounds(autoscaling.after)}`]
          : []),
        ...(forMs === undefined ? [] : [`${span(forMs)}だけ`]),
        ...(undoes === undefined ? [] : [undoes.by === 'timer' ? '時間が来たため' : '元に戻す操作']),
      ];
      return [`${name} をスケール ${before.desiredCount} → ${after.desiredCount}`, ...details].join('、');
    }
    const task = code(change.taskArn.slice(change.taskArn.lastIndexOf('/') + 1).slice(0, 8));
    const verb = change.drill ? '訓練で停止' : '停止';
    return `${name} のタスク ${task} を${verb}、実行中 ${change.before.runningCount}`;
  },
  press: {
    confirm: (line) => `${line} のボタン`,
    cancel: (line) => `${line} の取り消し`,
    undo: (line) => `${line} を元に戻す操作`,
    return: (line) => `${line} の期限切れによる復元`,
  },
  someCard: 'カード',
  line: (text) => code(`/ecs ${text}`),
  where: (channelId) => (channelId.startsWith('D') ? 'ダイレクトメッセージ' : `<#${escapeText(channelId)}>`),
  result: (intent, outcome) => {
    if (intent.decision === 'withdraw') return ':heavy_minus_sign: 取り下げ';
    const made = outcome?.registered === undefined ? '' : ` ( ${code(outcome.registered)} を登録)`;
    if (outcome === undefined || outcome.result === 'unknown') return `:grey_question: 結果不明${made}`;
    if (outcome.result === 'applied') return `:white_check_mark: 適用済み${made}`;
    return `:x: 失敗: ${quote(outcome.reason ?? '')}${made}`;
  },
  refused: (why) => `:no_entry: 拒否: ${escapeText(wordOf(reasons, why) ?? why)}`,
} satisfies Catalogue<typeof english>;
