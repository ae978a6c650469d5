import type { inits as english } from '../../en/stop-reasons/inits.ts';

const network = [
  'サブネットのルートテーブルと、サービスの `assignPublicIp` を確認',
  'セキュリティグループ (VPC エンドポイントのものも) と、VPC の DNS 解決を確認',
];

/** {@link english} in Japanese. */
export const inits: typeof english = {
  initNoRoute: {
    what: () => 'サブネットから AWS のサービス (レジストリ、シークレット、ログ) に接続できない',
    causes: [
      'プライベートサブネットに NAT ゲートウェイも、ECR、Secrets Manager、SSM、CloudWatch Logs、S3 の VPC エンドポイントもない',
      'パブリックサブネットだが、パブリック IP アドレスがない (`assignPublicIp`)',
      'セキュリティグループが HTTPS のアウトバウンド通信を、またはエンドポイント側がインバウンド通信を許可していない',
    ],
    next: network,
  },
  initDenied: {
    what: () => 'タスク実行ロールに、シークレット、パラメータ、またはレジストリを読み取る権限がない',
    causes: [
      'タスク実行ロールに `secretsmanager:GetSecretValue`, `ssm:GetParameters`, `ecr:GetAuthorizationToken` またはキーに対する `kms:Decrypt` がない',
      'シークレットの名前の末尾が ARN に付く 6 文字と同じ形、または ARN にその 6 文字がない',
    ],
    next: ['タスク定義の `executionRoleArn` (タスクロールではない) とそのポリシーを確認'],
  },
  roleNotAssumed: {
    what: () => '指定されたロールを ECS が引き受けられない',
    causes: [
      'ロールの信頼ポリシーに `ecs-tasks.amazonaws.com` がない (サービスのインフラストラクチャロールなら `ecs.amazonaws.com`)',
      'ロールが存在しない、または作成されたばかり',
    ],
    next: ['タスク定義の `executionRoleArn` と `taskRoleArn` および両者の信頼ポリシーを確認'],
  },
  secretMissing: {
    what: () => '必要なシークレットまたはパラメータが存在しない',
    causes: ['名前または ARN の誤り、または別のリージョンかアカウントにある', '削除された'],
    next: ['タスク定義の `secrets` を Secrets Manager やパラメータストアと照合'],
  },
  secretMalformed: {
    what: () => '必要なシークレットが想定の形式ではない',
    causes: ['タスク定義はキーを指定しているが、シークレットが JSON ではない、またはそのキーがない'],
    next: ['シークレットの値と `valueFrom` の末尾のキーを確認'],
  },
  initSecrets: {
    what: (detail) => `シークレットまたはレジストリの認証情報を取得できない: ${detail}`,
    causes: [
      '最も多いのはネットワークの問題 (Secrets Manager、SSM、または ECR への経路がない)。ECS のメッセージはその手前で切れている。',
      'それ以外では、タスク実行ロールの権限不足',
    ],
    next: network,
  },
  logGroupMissing: {
    what: () => 'ロググループが存在しない',
    causes: ['作成されていない、または別のリージョンにある'],
    next: [
      'ロググループを作成する、または `awslogs-create-group` を設定してタスク実行ロールに `logs:CreateLogGroup` を許可',
    ],
  },
  logDenied: {
    what: () => 'タスク実行ロールにロググループへの書き込み権限がない',
    causes: ['ロールに `logs:CreateLogStream` または `logs:PutLogEvents` がない'],
    next: ['タスク定義の `executionRoleArn` とそのポリシーを確認'],
  },
  logDriver: {
    what: (detail) => `ログドライバーが起動しない: ${detail}`,
    causes: ['`logConfiguration` のオプションの誤り (多いのは `awslogs-region`)', 'ホストに認証情報がない'],
    next: ['タスク定義の `logConfiguration` を確認'],
  },
  efsName: {
    what: () => 'EFS ファイルシステムの名前を解決できない',
    causes: [
      'タスクのアベイラビリティーゾーンにマウントターゲットがない、または作成直後でまだ使えない',
      'VPC の DNS ホスト名または DNS 解決が無効',
      'ファイルシステム ID の誤り',
    ],
    next: ['ファイルシステムのマウントターゲットと、VPC の DNS 設定を確認'],
  },
  efsPath: {
    what: () => 'マウントするディレクトリが EFS ファイルシステムにない',
    causes: ['`rootDirectory` のディレクトリが作成されていない'],
    next: ['ディレクトリを作成する、またはディレクトリを自動作成するアクセスポイントを使う'],
  },
  efsDenied: {
    what: () => 'EFS ファイルシステムがアクセスを拒否',
    causes: ['ファイルシステムのポリシーまたはタスクロールに `elasticfilesystem:ClientMount` がない'],
    next: ['ファイルシステムのポリシー、タスク定義の `authorizationConfig` とタスクロールを確認'],
  },
  efsUnreachable: {
    what: () => 'EFS ファイルシステムに接続できない',
    causes: [
      'マウントターゲットのセキュリティグループが、タスクからのポート 2049 への通信を許可していない',
      '作成されたばかり',
    ],
    next: ['マウントターゲットのセキュリティグループを確認'],
  },
  efsOther: {
    what: (detail) => `EFS ファイルシステムをマウントできない: ${detail}`,
    causes: ['ファイルシステムの名前、ネットワーク、または権限の問題'],
    next: ['マウントターゲットとそのセキュリティグループ、ファイルシステムのポリシーを確認'],
  },
  envFileDenied: {
    what: () => 'タスク実行ロールに環境ファイルの読み取り権限がない',
    causes: [
      'ロールに `s3:GetObject` または `s3:GetBucketLocation` がない',
      'ファイルが存在しない (この場合も S3 はアクセスを拒否する)',
    ],
    next: ['タスク定義の `environmentFiles` とタスク実行ロールを確認'],
  },
  envFile: {
    what: (detail) => `環境ファイルを読み取れない: ${detail}`,
    causes: ['ファイルが存在しない、拡張子が `.env` ではない、または S3 に接続できない'],
    next: ['タスク定義の `environmentFiles` と、S3 への経路を確認'],
  },
  initOther: {
    what: (detail) => `起動の準備に失敗: ${detail}`,
    causes: ['起動前に必要なもののネットワーク、権限、または設定の問題'],
    next: ['上のメッセージを確認', ...network],
  },
};
