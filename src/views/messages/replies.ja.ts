import { code } from '../blocks/code.ts';
import { slackDate } from '../blocks/slack-date.ts';
import type { Catalogue } from './catalogue.ts';
import { definitions } from './definitions.ja.ts';
import { reads } from './reads.ja.ts';
import type { replies as english } from './replies.en.ts';
import { stopped } from './stopped.ja.ts';

const number = new Intl.NumberFormat('ja');

/** {@link english} in Japanese. */
export const replies = {
  ...reads,
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
      notifications: '通知',
      bot: '権限、監査、ボット自体',
      'hands-on': 'ハンズオン',
    },
    usage: '使い方',
    examples: '例',
    more: '1 つのコマンドの詳細: `/ecs help scale`',
    share: '`--share` を付けると、結果をチャンネル全体に表示します。',
  },
  services: {
    title: (cluster) => (cluster === undefined ? 'サービス' : `${cluster} のサービス`),
    none: (cluster) =>
      cluster === undefined
        ? 'このリージョンのクラスターにはサービスがありません。'
        : `${code(cluster)} にはサービスがありません。`,
    summary: (total, unsteady) =>
      `サービス ${number.format(total)} 個、${unsteady === 0 ? 'すべて安定' : `${number.format(unsteady)} 個が不安定`}`,
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
