import { targetName } from '../../aws/ecs/target.ts';
import { type DeployChange, type DeploymentChange, deployedName } from '../../changes/change.ts';
import type { Catalogue } from '../catalogue.ts';
import type { deploymentChanges as english } from '../en/deployment-changes.ts';
import { code, comparedImages, escapeText, link } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const named = ({ target }: DeploymentChange) => code(targetName(target));
const short = (digest: string) => code(digest.replace('sha256:', '').slice(0, 12));
const list = (all: readonly string[]) => all.map(code).join(' と ');

/** From what to what a deployment goes: revisions, or images. */
function step({ before, after, images }: DeployChange): string {
  if ('taskDefinition' in after) return `${code(before.taskDefinition)} → ${code(after.taskDefinition)}`;
  const [from, to] = comparedImages(images[0]?.from?.image ?? '', after.image);
  return `${code(from)} → ${code(to)}`;
}

/** {@link english} in Japanese. */
export const deploymentChanges = {
  cardTitle: (change) => {
    if (change.type === 'deploy')
      return `${named(change)} に ${code(deployedName(change))} をデプロイしますか?`;
    if (change.type === 'restart') return `${named(change)} を再起動しますか?`;
    const undo = change.undoes === undefined ? '' : 'デプロイを取り消し、';
    return `${undo}${named(change)} を ${code(change.after.taskDefinition)} にロールバックしますか?`;
  },
  cardButton: { deploy: 'デプロイ', restart: '再起動', rollback: 'ロールバック' },
  approvalTitle: (change, askedBy) => {
    const asks = `${person(askedBy)}の依頼: `;
    if (change.type === 'deploy')
      return `${asks}${named(change)} に ${code(deployedName(change))} をデプロイ`;
    if (change.type === 'restart') return `${asks}${named(change)} を再起動`;
    const undo = change.undoes === undefined ? '' : 'デプロイを取り消し、';
    return `${asks}${undo}${named(change)} を ${code(change.after.taskDefinition)} にロールバック`;
  },
  approveButton: { deploy: '承認: デプロイ', restart: '承認: 再起動', rollback: '承認: ロールバック' },
  started: (change, url) => {
    const follow = url === undefined ? '' : ` ${link(url, '経過を見る')}`;
    if (change.type === 'deploy') return `${named(change)} にデプロイしています。${follow}`;
    return `${named(change)} を${change.type === 'restart' ? '再起動' : 'ロールバック'}しています。${follow}`;
  },
  what: (change) => {
    if (change.type === 'deploy') return `${named(change)} にデプロイ、 ${step(change)}`;
    const { before } = change;
    return change.type === 'restart'
      ? `${named(change)} を ${code(before.taskDefinition)} のまま再起動`
      : `${named(change)} を ${code(before.taskDefinition)} から ${code(change.after.taskDefinition)} にロールバック`;
  },
  sameRevision: (taskDefinition, running) => `${code(taskDefinition)} のまま  ·  実行中 ${running} 個`,
  replaces: (count, keeps) =>
    `ECS が ${count} 個のタスクをすべて新しいものに入れ替えます。${keeps === 0 ? '' : `その間も正常なタスクを ${keeps} 個以上保ちます。`}`,
  startsNone: '必要なタスク数が 0 のため、タスクは起動しません。',
  keepsNone:
    ':warning: このサービスの設定では、先にすべてのタスクが停止することがあります。その間、サービスは *停止* する可能性があります。',
  revisions: (from, to, age) =>
    `${code(from)} → ${code(to)}${age === undefined ? '' : `  ·  ${age}前にデプロイ`}`,
  sameAgain: (taskDefinition) =>
    `${code(taskDefinition)} のままです。以前のタスクが、そのときのイメージで動き続けます。`,
  sameDefinition: 'ここに表示される項目では、2 つのリビジョンに違いはありません。',
  registersAgain: (taskDefinition) =>
    `${code(taskDefinition)} は登録解除されているため、同じ内容を新しいリビジョンとして登録し直します。`,
  stops:
    '進行中のデプロイを終了し、ECS がその前の状態に戻します。ネットワークとロードバランサーの設定も元に戻ります。',
  neverRan: ':warning: ECS の記録では、このリビジョンがこのサービスで動いたことはありません。',
  staysAsItIs: 'ネットワークとロードバランサーはそのままです。サービスのデプロイ戦略とフックが適用されます。',
  isDeploying: ':warning: デプロイが進行中です。このデプロイがそれに取って代わります。',
  movedTag: (image, from, to) =>
    `:warning: 前回のデプロイの後に ${code(image)} のタグが付け替えられました。新しいタスクは ${short(from)} ではなく ${short(to)} を実行します。`,
  movedSince: (image, from, to) =>
    `:warning: ${code(image)} のタグは、前にここで動いた後に付け替えられました。新しいタスクは ${short(from)} ではなく ${short(to)} を実行します。`,
  imageGone: (image) =>
    `:rotating_light: ${code(image)} は *このアカウントの ECR にもうありません。* これを必要とするタスクは起動できません。`,
  moreDifferences: (count, taskDefinition) =>
    `…ほか ${count} 件の違いがあります。 ${code(`/ecs task-definition ${taskDefinition}`)} ですべて確認できます。`,
  sameImages:
    '新しいタスクも同じイメージを実行します。このアカウントの ECR で分かる範囲では、どのイメージもダイジェストで固定されているか、タグの付け替えがありません。',
  deploy: {
    image: (image, digest) => (digest === undefined ? code(image) : `${code(image)} (${short(digest)})`),
    images: (from, to, container) =>
      `${container === undefined ? '' : `コンテナ ${code(container)} : `}${from === undefined ? '' : `${from} → `}*${to}*`,
    copies: (taskDefinition, isPinned) =>
      `${code(taskDefinition)} の内容のうち、このイメージだけを変えたリビジョンを登録します。${isPinned ? 'イメージはダイジェストで固定します。' : ''}`,
    strategy: (strategy, pauses, calls) =>
      [
        `デプロイ戦略: ${strategy}`,
        ...(pauses.length === 0 ? [] : [`${list(pauses)} で人の操作を待ちます`]),
        ...(calls.length === 0 ? [] : [`${list(calls)} で関数を呼び出します`]),
      ].join('。'),
    takes: (age) => `最近のデプロイの所要時間はおよそ ${age}です。`,
    checked: (image, facts) => `${image === undefined ? 'イメージ' : code(image)} : ${facts.join('  ·  ')}`,
    inEcr: 'ECR にあります',
    fits: 'タスクのプラットフォームに対応',
    unknownPlatform: 'プラットフォームは不明',
    notScanned: '完了したスキャンなし',
    unchecked: ':warning: 別のレジストリにあるため、何も確認していません',
    stack: (name) =>
      `:warning: このサービスは CloudFormation スタック ${code(name)} が管理しています。スタックの次回のデプロイで元に戻されます。`,
    family: (name) => `:warning: 今のサービスとは別のファミリーです: ${code(name)}`,
    repositories: (names) => `:warning: 今のサービスが使っていないリポジトリのイメージです: ${list(names)}`,
    role: {
      taskRole: (role) =>
        role === undefined
          ? ':rotating_light: *タスクからタスクロールがなくなります。*'
          : `:rotating_light: *タスクのタスクロールと、その権限が変わります:* ${code(role)}`,
      executionRole: (role) =>
        role === undefined
          ? ':rotating_light: *タスクから実行ロールがなくなります。*'
          : `:rotating_light: *タスクを起動する実行ロールが変わります:* ${code(role)}`,
    },
    onlyRegistered: (change, registered, reason) =>
      `:warning: ${code(registered)} は登録されましたが、 ${named(change)} は変更されていません: ${escapeText(reason)}`,
  },
  undoesDeployment: (from) => `${code(from)} のデプロイを取り消します。`,
} satisfies Catalogue<typeof english>;
