import { targetName } from '../../aws/ecs/target.ts';
import type { DeploymentChange } from '../../changes/change.ts';
import type { Catalogue } from '../catalogue.ts';
import type { deploymentChanges as english } from '../en/deployment-changes.ts';
import { code, escapeText, link } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const named = ({ target }: DeploymentChange) => code(targetName(target));
const short = (digest: string) => code(digest.replace('sha256:', '').slice(0, 12));

/** {@link english} in Japanese. */
export const deploymentChanges = {
  cardTitle: (change) =>
    change.type === 'restart'
      ? `${named(change)} を再起動しますか?`
      : `${named(change)} を ${code(change.after.taskDefinition)} にロールバックしますか?`,
  cardButton: { restart: '再起動', rollback: 'ロールバック' },
  approvalTitle: (change, askedBy) =>
    change.type === 'restart'
      ? `${person(askedBy)}の依頼: ${named(change)} を再起動`
      : `${person(askedBy)}の依頼: ${named(change)} を ${code(change.after.taskDefinition)} にロールバック`,
  approveButton: { restart: '承認: 再起動', rollback: '承認: ロールバック' },
  started: (change, url) =>
    `${named(change)} を${change.type === 'restart' ? '再起動' : 'ロールバック'}しています。${url === undefined ? '' : ` ${link(url, '経過を見る')}`}`,
  what: (change) =>
    change.type === 'restart'
      ? `${named(change)} を ${code(change.before.taskDefinition)} のまま再起動`
      : `${named(change)} を ${code(change.before.taskDefinition)} から ${code(change.after.taskDefinition)} にロールバック`,
  sameRevision: (taskDefinition, running) => `${code(taskDefinition)} のまま  ·  実行中 ${running} 個`,
  replaces: (count, keeps) =>
    `ECS が ${count} 個のタスクをすべて新しいものに入れ替えます。${keeps === 0 ? '' : `その間も正常なタスクを ${keeps} 個以上保ちます。`}`,
  keepsNone:
    ':warning: このサービスの設定では、先にすべてのタスクが停止することがあります。その間、サービスは *停止* する可能性があります。',
  revisions: (from, to, age) =>
    `${code(from)} → ${code(to)}${age === undefined ? '' : `  ·  ${age}前にデプロイ`}`,
  sameAgain: (taskDefinition) =>
    `${code(taskDefinition)} のままです。以前のタスクが、そのときのイメージで動き続けます。`,
  sameDefinition: 'ここに表示される項目では、2 つのリビジョンに違いはありません。',
  stops:
    '進行中のデプロイを終了し、ECS がその前の状態に戻します。ネットワークとロードバランサーの設定も元に戻ります。',
  neverRan: ':warning: ECS の記録では、このリビジョンがこのサービスで動いたことはありません。',
  staysAsItIs: 'ネットワークとロードバランサーはそのままです。サービスのデプロイ戦略とフックが適用されます。',
  isDeploying: ':warning: デプロイが進行中です。このデプロイがそれに取って代わります。',
  movedTag: (image, from, to) =>
    `:warning: 前回のデプロイの後に ${code(image)} のタグが付け替えられました。新しいタスクは ${short(from)} ではなく ${short(to)} を実行します。`,
  sameImages: 'このアカウントの ECR でタグの付け替えはありません。新しいタスクも同じイメージを実行します。',
} satisfies Catalogue<typeof english>;
