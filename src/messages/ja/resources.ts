import { type ResourceChange, resourceName } from '../../changes/change.ts';
import type { Catalogue } from '../catalogue.ts';
import type { resources as english } from '../en/resources.ts';
import { code, escapeText, link, quote } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const named = (change: ResourceChange) => code(resourceName(change));

/** 「リポジトリ `hello-world` を作成」 */
function wish(change: ResourceChange): string {
  const name = named(change);
  switch (change.type) {
    case 'create-repository':
      return `リポジトリ ${name} を作成`;
    case 'create-cluster':
      return `クラスター ${name} を作成`;
    case 'delete-cluster':
      return `クラスター ${name} を削除`;
    case 'delete-service':
      return `サービス ${name} を削除`;
    case 'register-task-definition':
      return `タスク定義 ${name} を登録`;
    case 'create-service':
      return `サービス ${name} をタスク ${change.after.desiredCount} 個で作成`;
  }
}

const doing = {
  'create-repository': 'リポジトリを作成',
  'create-cluster': 'クラスターを作成',
  'delete-cluster': 'クラスターを削除',
  'delete-service': 'サービスを削除',
  'register-task-definition': 'タスク定義を登録',
  'create-service': 'サービスを作成',
} as const;

/** {@link english} in Japanese. */
export const resources = {
  cardTitle: (change) => `${wish(change)}しますか?`,
  button: doing,
  approve: {
    'create-repository': '承認: リポジトリを作成',
    'create-cluster': '承認: クラスターを作成',
    'delete-cluster': '承認: クラスターを削除',
    'delete-service': '承認: サービスを削除',
    'register-task-definition': '承認: タスク定義を登録',
    'create-service': '承認: サービスを作成',
  },
  approvalTitle: (change, askedBy) => `${person(askedBy)}の依頼: ${wish(change)}`,
  cancelled: (change) => `キャンセルしました。 ${named(change)} には何もしていません。`,
  asked: (change, channel) =>
    `別の人の承認が必要です。 ${named(change)} の承認カードを <#${escapeText(channel)}> に表示しました。`,
  done: (change, url) => {
    const what = `完了: ${wish(change)}`;
    return url === undefined ? what : `${what} ${link(url, '経過を見る')}`;
  },
  failed: (change, reason) => `:warning: 失敗: ${wish(change)} (${quote(reason)})`,
  unknown: (change, reason) =>
    `:warning: AWS から応答がなく (${quote(reason)})、 ${named(change)} が変更されたかどうか不明です。`,
  why: {
    firstCluster:
      'アカウントで最初のクラスターの作成は、ECS が使うロールを AWS が準備している間、失敗することがあります。1 分ほど待ってもう一度実行してください。',
  },
  what: (change) => {
    if (change.type === 'register-task-definition') {
      return `${wish(change)} (${code(change.definition.image)})`;
    }
    if (change.type === 'create-service') return `${wish(change)} (${code(change.taskDefinition)})`;
    return wish(change);
  },
  story: {
    begun: (change, userId) => `${named(change)} : ${person(userId)}が${doing[change.type]}中`,
    applied: (change, userId, made) =>
      `${made === undefined ? named(change) : code(made)} : ${person(userId)}が${doing[change.type]}`,
    notDone: (change, userId) => `${named(change)} : ${person(userId)}の依頼は実行されませんでした`,
    unknown: (change) => `${named(change)} : AWS から応答がなく、結果は不明`,
    awsSays: (reason) => `AWS の応答: ${quote(reason)}`,
    approved: (userId) => `${person(userId)}が承認しました。`,
    pushCommands: 'プッシュコマンド',
    taskDefinition: '表示',
  },
  emptyRepository: (name) =>
    `このアカウントの ECR にイメージの置き場所を作ります。最初は空です。プッシュの方法は ${code(`/ecs push-commands ${name}`)} で確認できます。`,
  emptyCluster:
    'サービスとタスクをまとめる単位です。Fargate ではインスタンスがなく、クラスター自体に料金はかかりません。',
  clusterIsEmpty: 'サービスもタスクもありません。',
  tasksStop: (count) =>
    count === 0 ? '実行中のタスクはありません。' : `実行中のタスク ${count} 個が停止します。`,
  serviceEnds: ':warning: サービスはリクエストに応答しなくなります。',
  rollsBack: 'タスクを起動できないときは、デプロイサーキットブレーカーがデプロイを終了します。',
  nextRevision: (family, revision) =>
    revision === 0
      ? `${code(family)} の最初のリビジョンです。`
      : `${code(family)} のリビジョン ${revision} の次です。実行中のタスクは今のリビジョンのままです。`,
  part: (label, value) => `*${label}*  ${code(value)}`,
  size: (cpu, memory) => `CPU ${cpu} ユニット (${cpu / 1024} vCPU)、メモリ ${memory} MiB`,
  port: (port, protocol) => `${port}/${protocol}`,
  parts: {
    family: 'ファミリー',
    container: 'コンテナ',
    image: 'イメージ',
    size: 'CPU とメモリ',
    port: 'ポート',
    network: 'ネットワークモード',
    launchType: '起動タイプ',
    executionRole: 'タスク実行ロール',
    logGroup: 'ロググループ',
    taskDefinition: 'タスク定義',
    desiredCount: '必要なタスク数',
    subnets: 'サブネット',
    securityGroup: 'セキュリティグループ',
    targetGroup: 'ターゲットグループ',
  },
} satisfies Catalogue<typeof english>;
