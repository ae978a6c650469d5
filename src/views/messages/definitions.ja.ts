import { code } from '../blocks/code.ts';
import type { Catalogue } from './catalogue.ts';
import type { definitions as english } from './definitions.en.ts';

/** {@link english} in Japanese. */
export const definitions = {
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
    platform:
      'タスク定義で指定しない限り、Fargate は x86 で実行します。そのためプラットフォームを指定しています。',
    images: 'イメージ',
  },
} satisfies Catalogue<typeof english>;
