import type { places as english } from '../../en/stop-reasons/places.ts';

const instances = 'コンテナインスタンスを増やすか大きくする、またはタスク定義の要求量を減らす';

/** {@link english} in Japanese. */
export const places: typeof english = {
  noFreeAddress: {
    what: () => 'サブネットに空き IP アドレスがない',
    causes: [
      'ネットワークモード `awsvpc` ではタスクごとに IP アドレスが必要。デプロイ中は一時的に 2 倍必要。',
    ],
    next: ['サービスのサブネットの空き IP アドレス数を確認', 'サブネットを増やす、または大きくする'],
  },
  networkInterface: {
    what: (detail) => `ネットワークインターフェイスを取得できない: ${detail}`,
    causes: [
      '多数のタスクが同時に起動し、EC2 の応答が遅れた、またはスロットリングされた',
      'サブネットまたはセキュリティグループの誤り',
    ],
    next: [
      '代わりのタスクが実行中なら対応不要。そうでなければ、サービスのサブネットとセキュリティグループを確認。',
    ],
  },
  capacity: {
    what: () => '現在このアベイラビリティーゾーンには該当するキャパシティーがない',
    causes: ['ゾーン内の Fargate のキャパシティー不足 (多くは Fargate Spot か、あまり使われないサイズ)'],
    next: [
      'サブネットのアベイラビリティーゾーンを増やす、Spot とオンデマンドを併用する、または時間をおいて再試行',
    ],
  },
  quota: {
    what: () => 'アカウントのクォータに到達',
    causes: ['Fargate の vCPU 数、またはタスクに許可されたサイズ'],
    next: ['Service Quotas で引き上げを申請'],
  },
  throttled: {
    what: () => '必要な AWS API の呼び出しがスロットリングされた',
    causes: ['多数のサービスが同時にデプロイまたは失敗している'],
    next: ['対応不要 (ECS が再試行する)。同時にデプロイするサービスを減らす。'],
  },
  placementInstances: {
    what: () => '配置できるコンテナインスタンスがない',
    causes: [
      'クラスターにコンテナインスタンスがない、または参加できていない',
      'Auto Scaling グループが拡大できない',
    ],
    next: [
      'クラスターのインスタンスとキャパシティープロバイダー、Auto Scaling グループのアクティビティ履歴を確認',
    ],
  },
  placementCpu: {
    what: () => 'CPU の空きが足りるコンテナインスタンスがない',
    causes: ['実行中のタスクが予約している'],
    next: [instances],
  },
  placementMemory: {
    what: () => 'メモリの空きが足りるコンテナインスタンスがない',
    causes: ['実行中のタスクが予約している'],
    next: [instances],
  },
  placementPorts: {
    what: () => '必要なポートがすべてのコンテナインスタンスで使用中',
    causes: ['固定の `hostPort` ではインスタンスごとに 1 タスクしか配置できない'],
    next: ['`hostPort` を省略する、または最小ヘルス率を下げて古いタスクが先に停止するようにする'],
  },
  placementEni: {
    what: () => 'ネットワークインターフェイスを追加できるコンテナインスタンスがない',
    causes: ['インスタンスタイプごとにネットワークインターフェイス数の上限がある'],
    next: ['アカウント設定 `awsvpcTrunking` を有効にする、またはインスタンスを増やす'],
  },
  placementGpu: {
    what: () => 'GPU の空きがあるコンテナインスタンスがない',
    causes: ['すべて使用中、またはインスタンスに GPU がない'],
    next: [instances],
  },
  placementAttribute: {
    what: () => '必要な属性を持つコンテナインスタンスがない',
    causes: [
      'インスタンスがサービスとは別のサブネットにある',
      'ログドライバー、Docker のバージョン、または機能に、インスタンスのエージェントが対応していない',
    ],
    next: ['タスク定義の `requiresAttributes` をインスタンスの属性と照合'],
  },
  placementConstraint: {
    what: () => '配置制約を満たすコンテナインスタンスがない',
    causes: ['`memberOf` または `distinctInstance` に合うインスタンスが残っていない'],
    next: ['サービスとタスク定義の `placementConstraints` を確認'],
  },
  placementAgent: {
    what: () => 'コンテナインスタンスのエージェントが切断されている',
    causes: ['エージェントが停止した、または ECS への経路を失った'],
    next: ['インスタンスのエージェントとそのログを確認 (再起動: `systemctl restart ecs`)'],
  },
  placementOther: {
    what: (detail) => `配置先がない: ${detail}`,
    causes: ['すべての要件を満たすコンテナインスタンスがない'],
    next: [instances],
  },
};
