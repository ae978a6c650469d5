import type { stops as english } from '../../en/stop-reasons/stops.ts';

const quoting = (sentence: string) => (detail: string) =>
  detail === '' ? sentence : `${sentence}: ${detail}`;

const log = 'ログの最後の数行を確認';
const replaced = '代わりのタスクが実行中なら対応不要';

/** {@link english} in Japanese. */
export const stops: typeof english = {
  scaling: {
    what: () => 'デプロイまたはスケールインによる停止',
    causes: [],
    next: ['対応不要 (このリビジョンの必要なタスク数が減った)'],
  },
  byHand: {
    what: quoting('ユーザーによる停止'),
    causes: ['人またはツールが `StopTask` を呼び出した'],
    next: ['CloudTrail の `StopTask` イベントで実行者を確認'],
  },
  draining: {
    what: () => 'コンテナインスタンスのドレインによる停止',
    causes: ['インスタンスの更新またはスケールイン (マネージドドレインなら Spot の中断通知も)'],
    next: ['代わりのタスクが別のインスタンスで実行中なら対応不要'],
  },
  deregistered: {
    what: () => 'コンテナインスタンスがクラスターから強制的に登録解除された',
    causes: ['誰かが `force` を指定して `DeregisterContainerInstance` を呼び出した'],
    next: ['CloudTrail で実行者を確認。先にドレインしていれば、タスクは事前に移動していた。'],
  },
  maintenance: {
    what: () => 'AWS のメンテナンスによるホストのリタイア',
    causes: ['AWS は Fargate のホストにパッチを適用し、Health Dashboard で予告する'],
    next: [
      'サービスなら対応不要 (代わりのタスクが起動する)。最小ヘルス率が 100 なら代わりが先に起動する。',
      'スタンドアロンタスクは再実行が必要',
    ],
  },
  spot: {
    what: () => 'AWS が Spot キャパシティーを回収',
    causes: ['Spot キャパシティーは 2 分前の警告で回収されることがある'],
    next: [
      replaced,
      '頻発する場合は、キャパシティープロバイダー戦略でオンデマンドのベースを設定し、複数のアベイラビリティーゾーンを使う',
    ],
  },
  scheduler: {
    what: () => 'ECS のスケジューラによる停止 (理由はまだ示されていない)',
    causes: [],
    next: ['その前後のサービスのイベントを確認'],
  },
  loadBalancer: {
    what: () => 'ロードバランサーのヘルスチェックに失敗',
    causes: [
      'ヘルスチェックのパスに対して、ターゲットグループが期待するステータスコードを返さない、または時間内に応答しない',
      'サービスのヘルスチェックの猶予期間より起動に時間がかかる',
      'セキュリティグループが、ロードバランサーからコンテナのポートへの通信を許可していない',
    ],
    next: [
      'ターゲットグループのヘルス状態の理由と、ヘルスチェックのパス、ポート、タイムアウトを確認',
      log,
      '起動が遅いだけなら `healthCheckGracePeriodSeconds` を増やす',
    ],
  },
  healthCheck: {
    what: () => 'コンテナのヘルスチェックに失敗',
    causes: [
      'アプリケーションが応答しない、またはヘルスチェックのタイムアウトより遅い',
      'ヘルスチェックのコマンドがイメージにない (`curl` はないことが多い)',
      'ヘルスチェックの `startPeriod` より起動に時間がかかる',
    ],
    next: [log, 'ヘルスチェックのコマンドをイメージの中で実行', '起動が遅いだけなら `startPeriod` を増やす'],
  },
  hostLost: {
    what: () => '実行先の EC2 インスタンスが停止または終了',
    causes: [
      'Auto Scaling グループがスケールインした、またはインスタンスを入れ替えた',
      '誰かが停止した、またはハードウェアの障害',
    ],
    next: [
      'Auto Scaling グループのアクティビティ履歴を確認',
      'マネージドドレインを使うと、インスタンスがなくなる前にタスクが移動する',
    ],
  },
  infrastructure: {
    what: () => 'AWS がホストの異常を検出',
    causes: ['ホストのハードウェアまたはソフトウェアの障害'],
    next: [`${replaced}。続く場合は AWS Health Dashboard を確認。`],
  },
  internal: {
    what: quoting('ECS の内部エラー'),
    causes: ['AWS 側の障害'],
    next: ['もう一度起動する。続く場合は AWS サポートに問い合わせる。'],
  },
  unknown: {
    what: (detail) => `未知の停止理由。ECS のメッセージ: ${detail}`,
    causes: [],
    next: ['上の ECS のメッセージと、ログの最後の数行を確認'],
  },
  noReason: {
    what: () => 'ECS は理由を示していない',
    causes: [],
    next: ['その前後のサービスのイベントと、ログの最後の数行を確認'],
  },
};
