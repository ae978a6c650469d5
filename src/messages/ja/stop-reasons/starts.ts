import type { starts as english } from '../../en/stop-reasons/starts.ts';

const host = 'ホストのディスク、CPU、メモリと、エージェントのログを確認';

/** {@link english} in Japanese. */
export const starts: typeof english = {
  outOfMemoryAtStart: {
    what: () => 'メモリが足りず起動もできない',
    causes: ['コンテナのメモリの上限が低すぎる', 'ホストのメモリに空きがない'],
    next: ['コンテナの `memory` とホストの空きメモリを確認'],
  },
  portInUse: {
    what: () => '必要なホストポートが使用中',
    causes: ['同じホストの別のタスクが、同じ固定の `hostPort` を使っている'],
    next: ['`hostPort` を省略する (空きポートが選ばれる)、またはネットワークモード `awsvpc` を使う'],
  },
  mountFailed: {
    what: (detail) => `コンテナのマウントに失敗: ${detail}`,
    causes: ['マウントポイントまたはその中のファイルがイメージにない、またはディレクトリのはずがファイル'],
    next: ['タスク定義の `mountPoints`, `volumes`, `linuxParameters` を確認'],
  },
  volume: {
    what: (detail) => `ボリュームを作成できない: ${detail}`,
    causes: ['ボリュームのドライバーまたはその設定の問題', 'イメージ自体の `VOLUME` とその中身の問題'],
    next: ['タスク定義の `volumes` と、ホストのボリュームドライバーを確認'],
  },
  diskFull: {
    what: () => 'ディスクに空きがない',
    causes: [
      'イメージが空き容量より大きい (展開するとサイズの 2～3 倍が必要)',
      '古いイメージ、停止したコンテナ、またはログがホストを埋めている',
    ],
    next: [
      'Fargate: タスク定義の `ephemeralStorage` を増やす (最大 200 GiB)',
      'EC2: ボリュームを大きくし、エージェントのイメージクリーンアップを確認',
    ],
  },
  cannotCreate: {
    what: (detail) => `コンテナを作成できない: ${detail}`,
    causes: ['ホストの Docker が受け付けない設定', 'ホストの問題'],
    next: ['上のメッセージを確認', host],
  },
  cannotStart: {
    what: (detail) => `コンテナを起動できない: ${detail}`,
    causes: ['コンテナのコマンド、マウント、または制限の問題'],
    next: ['上のメッセージを確認', 'タスク定義の `command`, `mountPoints`, `linuxParameters` を確認'],
  },
  cannotInspect: {
    what: () => 'ホストの応答が遅く、コンテナの状態を取得できない',
    causes: ['ホストのディスクまたは Docker の過負荷 (コンテナ自体は正常に終了した可能性もある)'],
    next: [host],
  },
  cannotStop: {
    what: (detail) => `コンテナを停止できない: ${detail}`,
    causes: ['ホストのコンテナランタイムが応答しない'],
    next: [host],
  },
  runtimeTimeout: {
    what: () => 'コンテナの起動または停止がホストの制限時間内に終わらない',
    causes: [
      'ホストの過負荷 (多数のタスクが同時に起動している、またはディスクが遅い)',
      'Fargate: コンテナの依存先が正常にならなかった',
    ],
    next: [host, 'コンテナの `dependsOn` と `startTimeout` を確認'],
  },
  runtime: {
    what: (detail) => `ホストのコンテナランタイムのエラー: ${detail}`,
    causes: ['ホストの問題'],
    next: ['代わりのタスクが実行中なら対応不要', host],
  },
  failedToStart: {
    what: () => '起動に失敗 (ECS は理由を示していない)',
    causes: ['コンテナごとの理由が報告されていない'],
    next: ['その前後のサービスのイベントを確認 (EC2 ではエージェントのログも)'],
  },
};
