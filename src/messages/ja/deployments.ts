import type { Catalogue } from '../catalogue.ts';
import type { deployments as english, stages as englishStages } from '../en/deployments.ts';
import { code, escapeText } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const list = (all: readonly string[]) => all.map(code).join(' と ');

type Continued = Parameters<(typeof englishStages.continued)['asked']>[0];

function at({ stage, weight }: Continued): string {
  if (stage === undefined) return '';
  return `ステージ ${code(stage)} ${weight === undefined ? '' : `(トラフィックの ${weight}%) `}から`;
}

const approved = ({ approvedBy }: Continued) =>
  approvedBy === undefined ? '' : ` (${person(approvedBy)}が承認)`;

/** {@link englishStages} in Japanese. */
export const stages = {
  strategy: {
    ROLLING: 'ローリング',
    BLUE_GREEN: 'ブルー/グリーン',
    LINEAR: 'リニア',
    CANARY: 'カナリア',
  },
  step: {
    SCALE_UP: '新しいタスクを起動',
    TEST_TRAFFIC: 'テストトラフィックを移行',
    PRODUCTION_TRAFFIC: '本番トラフィックを移行',
    BAKE_TIME: 'ベイク時間',
    CLEAN_UP: '古いタスクを停止',
  },
  traffic: (bar, percent) => `${bar} トラフィックの ${percent}%`,
  hook: {
    AWAITING_ACTION: '人の操作を待っています',
    IN_PROGRESS: '実行中',
    SUCCEEDED: '成功',
    FAILED: '失敗',
    TIMED_OUT: 'タイムアウト',
  },
  hookType: { PAUSE: '一時停止フック', AWS_LAMBDA: 'Lambda フック' },
  timeout: { CONTINUE: '期限後は ECS が続行', ROLLBACK: '期限後は ECS がロールバック' },
  until: (time, then) => `期限 ${time}${then === '' ? '' : `、${then}`}`,
  title: {
    waits: (name) => `${name} : デプロイが人の操作を待っています`,
    expires: (name) => `${name} : デプロイを止めているフックの期限が近づいています`,
  },
  where: (strategy, stage) => `${strategy}デプロイ、ステージ ${code(stage)}`,
  endsAt: (time) => `このステージは ${time} まで`,
  overdue: (stage, duration) => `${code(stage)} は予定の時間を過ぎています (経過 ${duration})。`,
  alarms: (names) => `発生したアラーム: ${names.map(code).join(', ')}`,
  role: ({ type, roles }) => {
    const which = roles.length === 0 ? 'タスク定義のロール' : list(roles);
    return type === 'mayNotPass'
      ? `何も変更していません。ボットには ${which} をタスクに渡す権限がありません。ボットの管理者が ${code('--pass-roles')} に追加してデプロイし直す必要があります。`
      : `何も変更していません。ECS によると ${which} は有効なロールではありません。ロールが存在し、 ${code('ecs-tasks.amazonaws.com')} が引き受けられることを確認してください。`;
  },
  onlyRegistered: (taskDefinition) =>
    `${code(taskDefinition)} は登録されましたが、サービスは変更されていません。`,
  continued: {
    asked: (answer) => `${person(answer.askedBy)}が${at(answer)}続行しています${approved(answer)}。`,
    applied: (answer) => `${person(answer.askedBy)}が${at(answer)}続行しました${approved(answer)}。`,
    failed: (answer) =>
      `${person(answer.askedBy)}が${at(answer)}続行しようとしましたが、実行されませんでした${approved(answer)}。`,
    unknown: (answer) =>
      `${person(answer.askedBy)}が${at(answer)}続行しようとしましたが、実行されたかどうか不明です${approved(answer)}。`,
  },
  card: {
    step: (step, fact) => `${step}: ${fact}`,
    running: (running, requested) => `${running}/${requested} 実行中`,
    overdue: (stage, duration) => `${stage} が予定の時間を超過 (経過 ${duration})`,
    alarms: (names) => `発生したアラーム: ${names.join(', ')}`,
  },
} satisfies Catalogue<typeof englishStages>;

/** {@link english} in Japanese. */
export const deployments = {
  title: (target) => `${target} のデプロイ`,
  one: (target) => `${target} のデプロイの詳細`,
  none: (target) =>
    `ECS に ${code(target)} のデプロイの記録はありません。記録は 90 日間保存され、2024 年 10 月より前のものはありません。`,
  elsewhere: (target, controller) =>
    controller === 'CODE_DEPLOY'
      ? `${code(target)} は CodeDeploy がデプロイしているため、履歴も CodeDeploy にあります。CodeDeploy コンソールのデプロイグループか、${code('aws deploy list-deployments')} で確認してください。`
      : `${code(target)} のデプロイコントローラーは ${code(controller)} のため、ECS に履歴はありません。タスクセットを作成しているツールで確認してください。`,
  summary: (shown) => `新しい順に ${shown} 件 (ECS の保存期間は 90 日)`,
  status: {
    PENDING: '開始待ち',
    IN_PROGRESS: '進行中',
    SUCCESSFUL: '成功',
    STOP_REQUESTED: '停止処理中',
    STOPPED: '停止',
    ROLLBACK_REQUESTED: 'ロールバック要求済み',
    ROLLBACK_IN_PROGRESS: 'ロールバック中',
    ROLLBACK_SUCCESSFUL: 'ロールバック完了',
    ROLLBACK_FAILED: 'ロールバック失敗',
  },
  took: (age) => `所要時間 ${age}`,
  lasts: (age) => `開始から ${age}`,
  inStage: (stage) => `ステージ ${code(stage)}`,
  change: (from, to) => `${from} → ${to}`,
  again: (revision) => `${revision} (同じリビジョンを再デプロイ)`,
  first: (revision) => `→ ${revision}`,
  forgotten: 'ECS に記録のないリビジョン',
  by: {
    bot: (userId, approvedBy) =>
      `${person(userId)} がこのボットから開始${approvedBy === undefined ? '' : ` (${person(approvedBy)} が承認)`}`,
    perhaps: (userId) =>
      `${person(userId)} がこのボットから、またはボット以外から開始 (その変更の結果が不明なため)`,
    outside: 'このボット以外から開始',
    unknown: '開始した人は不明 (その後の監査記録が多すぎるため)',
  },
  fields: {
    status: '状態',
    strategy: 'デプロイ戦略',
    began: '開始日時',
    lasted: '所要時間',
    tasks: '新しいタスク',
    traffic: 'トラフィック',
    breaker: 'サーキットブレーカー',
    alarms: 'アラーム',
  },
  tasks: (running, requested) => `${requested} 個中 ${running} 個が実行中`,
  step: (percent, minutes) => `${percent}% ずつ、${minutes} 分間隔`,
  canary: (percent, minutes) => `最初に ${percent}% を ${minutes} 分間`,
  bake: (minutes) => `ベイク時間 ${minutes} 分`,
  breaker: (failures, threshold) => `失敗 ${failures} 個 (${threshold} 個で作動)`,
  monitor: {
    MONITORING: '監視中',
    MONITORING_COMPLETE: '作動せずに終了',
    TRIGGERED: '*作動*',
    DISABLED: '無効',
  },
  steps: 'ステップ',
  hooks: 'フック',
  images: 'イメージ',
  open: '開く',
  all: 'すべてのデプロイ',
  audit: '監査記録',
} satisfies Catalogue<typeof english>;
