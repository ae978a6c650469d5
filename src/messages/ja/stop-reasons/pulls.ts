import type { pulls as english } from '../../en/stop-reasons/pulls.ts';

/** {@link english} in Japanese. */
export const pulls: typeof english = {
  pullNotFound: {
    what: () => 'イメージが存在しない',
    causes: [
      'タグがプッシュされていない、またはタグ名の誤り',
      'ライフサイクルポリシーで削除された。サービスはデプロイ時のダイジェストを要求し続ける。',
      'リポジトリが違う、または別のリージョンかアカウントにある',
    ],
    next: [
      '`/ecs images` で存在するタグを確認',
      'イメージをプッシュするか、存在するタグのリビジョンをデプロイ',
    ],
  },
  pullNotFoundOrDenied: {
    what: () => 'イメージが存在しない、またはプルする権限がない',
    causes: [
      'イメージ名の誤り (プライベートレジストリではなく Docker Hub に問い合わせている)',
      'タグまたはリポジトリが存在しない',
      'レジストリに必要な認証情報をタスクが持っていない',
    ],
    next: [
      'レジストリを含む完全なイメージ名を確認',
      'タスク実行ロールの ECR の権限、ほかのレジストリなら `repositoryCredentials` を確認',
    ],
  },
  pullDenied: {
    what: () => 'レジストリがイメージのプルを拒否',
    causes: [
      'タスク実行ロール (EC2 で未指定ならインスタンスのロール) に `ecr:BatchGetImage`, `ecr:GetDownloadUrlForLayer`, `ecr:GetAuthorizationToken` のいずれかがない',
      'リポジトリのポリシーがこのアカウントを許可していない',
      'VPC エンドポイント (S3 のものも) のポリシーが拒否している',
      'ほかのレジストリの認証情報が誤っている、または期限切れ',
    ],
    next: ['タスク定義の `executionRoleArn` とそのポリシーを確認', 'リポジトリのポリシーを確認'],
  },
  pullNoRoute: {
    what: () => 'レジストリに接続できない',
    causes: [
      'プライベートサブネットに NAT ゲートウェイも VPC エンドポイント (`ecr.api`, `ecr.dkr`, S3) もない',
      'パブリックサブネットだが、パブリック IP アドレスがない (`assignPublicIp`)',
      'セキュリティグループまたはネットワーク ACL が HTTPS のアウトバウンド通信を許可していない',
    ],
    next: [
      'サブネットのルートテーブルと、サービスの `assignPublicIp` を確認',
      'セキュリティグループを確認 (VPC エンドポイントのものも)',
    ],
  },
  pullRateLimit: {
    what: () => 'レジストリのレート制限に到達',
    causes: [
      'Docker Hub はプル回数を IP アドレスごとに数える。NAT ゲートウェイ配下のタスクはすべて同じ IP アドレスになる。',
    ],
    next: [
      '時間をおき、同時に起動する数を減らす',
      'イメージを ECR にミラーする (プルスルーキャッシュルール)、または `repositoryCredentials` でログイン',
    ],
  },
  pullInterrupted: {
    what: () => 'イメージのプルが途中で中断',
    causes: [
      '途中でレジストリに接続できなくなった。レイヤーは S3 から取得され、S3 への経路も必要。',
      'ディスクの空きがない、またはイメージが大きすぎて制限時間内に終わらない',
    ],
    next: [
      'S3 への経路を確認 (NAT ゲートウェイまたはゲートウェイエンドポイント)',
      'イメージのサイズとディスクの容量を比較',
    ],
  },
  pullOther: {
    what: (detail) => `イメージをプルできない: ${detail}`,
    causes: ['ECS のメッセージに原因がない、またはその手前で切れている'],
    next: ['イメージが存在するか、プルする権限があるか、サブネットから到達できるかを、この順に確認'],
  },
  badImageName: {
    what: () => 'イメージ名の形式が不正',
    causes: ['大文字や空白を含む、またはイメージ名の代わりに Dockerfile のパスを指定している'],
    next: ['タスク定義の `image` を確認'],
  },
  wrongArchitecture: {
    what: () => '別のプロセッサ向けにビルドされたイメージ',
    causes: ['x86 のタスク用のイメージを ARM マシン (Apple シリコン) でビルドした、またはその逆'],
    next: [
      '`--platform linux/amd64` (または `linux/arm64`) を指定してビルド、または両方に向けてビルド',
      'タスク定義の `runtimePlatform` を確認',
    ],
  },
};
