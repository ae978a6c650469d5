import type { Catalogue } from '../catalogue.ts';
import type { reads as english } from '../en/reads.ts';
import { code, escapeText, formatCount, wordOf } from '../mrkdwn.ts';

const amount = (what: string, count: number) => `${what} ${formatCount(count)} 個`;
const names = (all: readonly string[], most = 8) =>
  [...all.slice(0, most).map(code), ...(all.length > most ? [`ほか ${all.length - most} 件`] : [])].join(
    ', ',
  );

/** As in ECR's console. */
const severities = {
  CRITICAL: '緊急',
  HIGH: '高',
  MEDIUM: '中',
  LOW: '低',
  INFORMATIONAL: '情報',
  UNDEFINED: '未定義',
  UNTRIAGED: '未分類',
};
const finding = (severity: string, count: string) => {
  const text = `${wordOf(severities, severity) ?? escapeText(severity)} ${count}`;
  return severity === 'CRITICAL' || severity === 'HIGH' ? `*${text}*` : text;
};

/** {@link english} in Japanese. */
export const reads = {
  clusters: {
    title: 'クラスター',
    none: 'このリージョンにはクラスターがありません。',
    summary: (total) => amount('クラスター', total),
    counts: (services, running, pending) =>
      [
        amount('サービス', services),
        `実行中のタスク ${formatCount(running)}${pending > 0 ? `、保留中 ${formatCount(pending)}` : ''}`,
      ].join('  ·  '),
    capacity: (providers, instances) =>
      [
        ...(providers.length > 0 ? [providers.map(escapeText).join(', ')] : []),
        ...(instances > 0 ? [amount('コンテナインスタンス', instances)] : []),
      ].join('  ·  ') || '起動タイプは FARGATE のみ',
    open: 'サービス',
  },
  service: {
    since: (date) => `${date} から`,
    fields: {
      taskDefinition: 'タスク定義',
      image: 'イメージ',
      launchType: '起動タイプ',
      loadBalancer: 'ロードバランサー',
      deployment: 'デプロイ設定',
      created: '作成日時',
    },
    noLoadBalancer: 'なし',
    unknownImage: '最初のタスクが起動するまで不明',
    healthyPercent: (minimum, maximum) => `必要なタスク数の ${minimum}～${maximum}%`,
    circuitBreaker: {
      off: 'サーキットブレーカー無効',
      on: 'サーキットブレーカー有効',
      'on, with rollback': 'サーキットブレーカー有効 (ロールバックあり)',
    },
    deployments: 'デプロイ',
    rollout: {
      COMPLETED: '完了',
      IN_PROGRESS: '進行中',
      FAILED: '*失敗*',
    },
    counts: (running, desired, pending, failed) =>
      [
        `${running}/${desired} 実行中`,
        ...(pending > 0 ? [`保留中 ${pending}`] : []),
        ...(failed > 0 ? [`起動失敗 ${failed}`] : []),
      ].join('、'),
    tasks: 'タスク',
    noTasks: '起動中や実行中のタスクはありません。',
    moreTasks: (shown, total, line) =>
      `${formatCount(total)} 個のうち、注意が必要なものから ${formatCount(shown)} 個。すべて表示: ${code(line)}`,
    moreEvents: (line) => `これより前のイベントと停止したタスク: ${code(line)}`,
    events: '最近のイベント',
    noEvents: 'ECS のイベントはありません。',
    scaleOut: '1 個増やす',
    scaleIn: '1 個減らす',
    stopTask: 'タスクを停止',
    restart: '再起動',
    rollback: 'ロールバック',
    deploy: 'イメージをデプロイ',
    openTasks: 'タスク',
    openStopped: '停止したタスク',
    openDeployments: 'デプロイ履歴',
    openImages: 'イメージ',
    openServices: 'すべてのサービス',
  },
  tasks: {
    title: (scope, stopped) => (stopped ? `${scope} の停止したタスク` : `${scope} のタスク`),
    none: (scope, stopped) =>
      stopped
        ? `${code(scope)} には、過去 30 日間に停止したタスクはありません。`
        : `${code(scope)} には、起動中や実行中のタスクはありません。`,
    summary: (total) => amount('タスク', total),
    cutOff: (read) => `さらに多くのタスクがあります (読み込んだのは最初の ${formatCount(read)} 個)`,
    open: '開く',
    openService: 'サービス',
    openServices: 'サービス一覧',
    running: '実行中のタスク',
    stopped: '停止したタスク',
    health: { HEALTHY: '正常', UNHEALTHY: '*異常*' },
    runningFor: (age) => `実行時間 ${age}`,
    startingFor: (age) => `起動開始から ${age}`,
    stoppingFor: (age) => `停止開始から ${age}`,
    ranFor: (age) => `実行時間 ${age}`,
    neverRan: '実行されず',
    exit: (container, exitCode) => `${code(container)} 終了コード *${exitCode}*`,
    containerFailed: (container) => `${code(container)} は起動しませんでした`,
  },
  task: {
    title: (id) => `タスク ${id}`,
    fields: {
      service: 'サービス',
      taskDefinition: 'タスク定義',
      zone: 'アベイラビリティーゾーン',
      launchType: '起動タイプ',
      started: '開始日時',
      stopped: '停止日時',
    },
    noService: 'なし (RunTask で起動したため、代わりのタスクは起動しません)',
    containers: 'コンテナ',
    stopTask: 'このタスクを停止',
    why: '停止理由',
    logs: 'ログ',
    openService: 'サービス',
  },
  images: {
    title: (type, name) =>
      type === 'repository' ? `リポジトリ ${name} のイメージ` : `サービス ${name} のイメージ`,
    repository: (name, shown, total) =>
      `*リポジトリ* ${code(name)}  ·  ${
        shown < total
          ? `タグ付きイメージ ${formatCount(total)} 個のうち最新の ${shown} 個`
          : amount('タグ付きイメージ', total)
      }`,
    gone: (name) => `リポジトリ ${code(name)} はなくなっています。`,
    empty: (name) => `リポジトリ ${code(name)} にタグ付きイメージはありません。`,
    pushed: (date) => `プッシュ ${date}`,
    runsIn: (targets) => `${names(targets)} で実行中`,
    behind: (targets) => `${names(targets)} では以前プッシュされたものを実行中`,
    noFindings: 'スキャン: 検出なし',
    findings: (findings) =>
      `スキャン: ${findings.map(({ severity, count }) => finding(severity, formatCount(count))).join(', ')}`,
    scan: {
      IN_PROGRESS: 'スキャン中',
      PENDING: 'スキャン待ち',
      FAILED: 'スキャン失敗',
      UNSUPPORTED_IMAGE: 'スキャン: このイメージは非対応',
      FINDINGS_UNAVAILABLE: 'スキャン: 結果を取得できません',
      LIMIT_EXCEEDED: 'スキャン: 上限を超えました',
      SCAN_ELIGIBILITY_EXPIRED: 'スキャン: イメージが古いため対象外',
    },
    moved: (target, tag) =>
      `:warning: ${code(target)} は、タグ ${code(tag)} が現在指すものとは *別のイメージ* を実行しています。`,
    movedRuns: (digest, date) =>
      `実行中: ${code(digest)} (${date === undefined ? 'リポジトリにはもうありません' : `プッシュ ${date}`})`,
    movedNow: (tag, digest, date) =>
      `新しいデプロイでは、タグ ${code(tag)} が指す ${code(digest)}${date === undefined ? '' : ` (プッシュ ${date})`} を使います。`,
    movedGone: (tag) =>
      `タグ ${code(tag)} のイメージはもうありません。新しいデプロイではイメージをプルできません。`,
    elsewhere: (all) => `別のレジストリのため未確認: ${names(all)}`,
    namesake: (target, runs) =>
      `${code(target)} というサービスもあります。実行しているイメージは ${names(runs)} です: ${code(`/ecs images ${runs[0] ?? ''}`)}`,
    noServices: (clusters) =>
      clusters.length === 0
        ? '検索対象のクラスターがありません。'
        : `${names(clusters)} には検索対象のサービスがありません。`,
    searched: (searched, total, clusters) =>
      searched < total
        ? `${names(clusters)} のサービス ${formatCount(total)} 個のうち、検索したのは ${searched} 個だけです。残りのサービスもこれらのイメージを実行している可能性があります。 \`--cluster\` で検索対象を指定できます。`
        : `${names(clusters)} のサービス ${formatCount(total)} 個を検索しました。`,
    otherClusters: 'ほかのクラスターは検索していません。',
    unknown: (targets) =>
      `${names(targets)} のリビジョンは ECS に残っていないため、実行しているイメージは不明です。`,
    openService: (target) => `${target} を開く`,
    deploy: (tag) => `${tag} をデプロイ`,
    deployByName: `デプロイするには: ${code('/ecs deploy <service> <tag>')}`,
  },
} satisfies Catalogue<typeof english>;
