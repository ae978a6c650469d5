import type { Catalogue } from '../catalogue.ts';
import type {
  replies as english,
  definitions as englishDefinitions,
  stopped as englishStopped,
} from '../en/replies.ts';
import { code, escapeText, formatCount, slackDate } from '../mrkdwn.ts';
import { deployments } from './deployments.ts';
import { learnLine } from './problems.ts';
import { reads } from './reads.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;

/** {@link englishStopped} in Japanese. */
const stopped = {
  why: {
    title: '停止理由',
    none: (scope) =>
      scope === undefined
        ? 'このチャンネルの通知対象では、過去 30 日間に失敗は起きていません。'
        : `${code(scope)} では、過去 30 日間に停止したタスクはありません。`,
    task: (task, owner) => `${code(owner)} のタスク ${code(task)}`,
    askedBy: (userId, drill) =>
      drill ? `${person(userId)} がこのボットで停止 (訓練)` : `${person(userId)} がこのボットで停止`,
    approvedBy: (userId) => `承認者: ${person(userId)}`,
    expected: '想定内の停止です。対応は不要です。',
    failure: '想定外の停止です。',
    also: {
      outOfMemory: 'メモリ不足も起きていました。',
      stopTimeout: '停止タイムアウト内に終了しなかったため、強制終了されました (終了コード 137)。',
    },
    causes: '考えられる原因 (可能性の高い順)',
    next: '確認と対処',
    facts: 'ECS の情報',
    lastLines: (container) => `${code(container)} のログの最後の数行`,
    others: 'それ以前の停止',
    other: (count, reason) => `${formatCount(count)} 個: ${reason}`,
    logs: 'ログ',
    task_: 'タスク',
    stoppedTasks: '停止したタスク',
    events: 'イベント',
    service: 'サービス',
  },
  logs: {
    title: (container, task) => `${container} のログ (タスク ${task})`,
    none: 'まだ何も出力されていないか、ログストリームがなくなっています。',
    kept: (count) => `タスクの停止時にボットが保存した ${formatCount(count)} 行`,
    last: (count) => `最後の ${formatCount(count)} 行`,
    masked: 'シークレットらしき箇所はマスク済み',
    why: '停止理由',
    task: 'タスク',
  },
  events: {
    title: (target) => `${target} のイベント`,
    none: (span) => `過去 ${span} には何も起きていません。`,
    stopped: (task, reason) => `◌ ${code(task)} が停止: ${reason}`,
    summary: (count, span) => `過去 ${span} の ${formatCount(count)} 件 (新しい順)`,
    hidden: (count) => `これより古い ${formatCount(count)} 件は省略`,
    why: '停止理由',
  },
} satisfies Catalogue<typeof englishStopped>;

/** {@link englishDefinitions} in Japanese. */
const definitions = {
  'task-definition': {
    title: (name) => `タスク定義 ${name}`,
    task: 'タスク',
    container: (name) => `コンテナ ${code(name)}`,
    deregistered: ':warning: 登録解除済みです。実行中のタスクは続きますが、新しいサービスには使えません。',
    registered: (date) => `登録 ${date}`,
    values: '環境変数は名前だけを表示します。',
    part: (label, value) => `*${label}*  ${value}`,
    size: (cpu, memory) =>
      [
        ...(cpu === 0 ? [] : [`CPU ${cpu} ユニット (${cpu / 1024} vCPU)`]),
        ...(memory === 0 ? [] : [`メモリ ${memory} MiB`]),
      ].join('、'),
    parts: {
      size: 'CPU とメモリ',
      network: 'ネットワークモード',
      launchType: '起動タイプ',
      platform: 'プラットフォーム',
      executionRole: 'タスク実行ロール',
      taskRole: 'タスクロール',
      volumes: 'ボリューム',
      image: 'イメージ',
      containerSize: 'CPU とメモリ',
      port: 'ポート',
      essential: '必須コンテナ',
      entryPoint: 'エントリポイント',
      command: 'コマンド',
      healthCheck: 'ヘルスチェック',
      environment: '環境変数',
      secrets: 'シークレット',
      dependsOn: '依存関係',
      logGroup: 'ロググループ',
      logDriver: 'ログドライバー',
    },
    since: (revision) => `リビジョン ${revision} からの変更`,
    sameAs: (revision) => `リビジョン ${revision} と同じ内容です。`,
    changed: (label, before, after) => `*${label}*  ${before} → ${after}`,
    added: (label, after) => `*${label}*  + ${after}`,
    removed: (label, before) => `*${label}*  − ${before}`,
    otherValue: (label, names) => `*${label}*  ${names} の値を変更`,
    previous: (revision) => `リビジョン ${revision}`,
  },
  'push-commands': {
    title: (repository) => `${repository} へのプッシュ`,
    where: 'Docker と AWS CLI のあるシェルで、Dockerfile のあるフォルダーから実行します。',
    local:
      'ローカル版はイメージの中身を受け取りません。上のコマンドは自分のアカウント用です。代わりに、ボットのフォルダーで次のコマンドを実行し、タグだけを登録します:',
    platform:
      'タスク定義で指定しない限り、Fargate は x86 で実行します。そのためプラットフォームを指定しています。',
    images: 'イメージ',
  },
} satisfies Catalogue<typeof englishDefinitions>;

/** {@link english} in Japanese. */
export const replies = {
  ...reads,
  deployments,
  ...stopped,
  ...definitions,
  help: {
    title: 'Slack から ECS を操作',
    intro:
      '`/ecs` に続けて次のコマンドを入力します。対象の正式な形は `cluster/service` です。同じ名前のサービスがほかのクラスターになければ、サービス名だけでも指定できます。',
    others: 'そのほかのコマンド:',
    also: (topic) => `関連するコマンド: ${topic}`,
    topics: {
      services: 'サービスとクラスター',
      tasks: 'タスク',
      images: 'イメージとタスク定義',
      freezes: '変更の凍結',
      notifications: '通知',
      bot: '権限、監査、ボット自体',
      'hands-on': 'ハンズオン',
    },
    usage: '使い方',
    examples: '例',
    more: '1 つのコマンドの詳細: `/ecs help scale`',
    share:
      '`--share` を付けると結果をチャンネル全体に表示し、 `--dry-run` を付けると変更を行わずにカードだけを表示します。',
  },
  learn: learnLine,
  services: {
    title: (cluster) => (cluster === undefined ? 'サービス' : `${cluster} のサービス`),
    none: (cluster) =>
      cluster === undefined
        ? 'このリージョンのクラスターにはサービスがありません。'
        : `${code(cluster)} にはサービスがありません。`,
    summary: (total, unsteady) =>
      `サービス ${formatCount(total)} 個、${unsteady === 0 ? 'すべて安定' : `${formatCount(unsteady)} 個が不安定`}`,
    counts: (running, desired, pending) =>
      `${running}/${desired} 実行中${pending > 0 ? `、保留中 ${pending}` : ''}`,
    open: '開く',
  },
  rollout: {
    COMPLETED: '安定',
    IN_PROGRESS: 'デプロイ中',
    FAILED: 'デプロイ失敗',
  },
  page: (page, pages) => `${page}/${pages} ページ`,
  previous: '前へ',
  next: '次へ',
  refresh: '更新',
  working: 'AWS に問い合わせています…',
  typeIt: (command) =>
    `コマンドにだけ応答します。ここかチャンネルで ${code(`/ecs ${command}`)} と入力してください。`,
  lastKnown: (at) =>
    `Slack への問い合わせ回数が制限されているため、${slackDate(at)} の時点の情報で判断しました。`,
} satisfies Catalogue<typeof english>;
