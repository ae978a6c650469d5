import type { NoDeploy } from '../../changes/kinds/deploy-target.ts';
import type { NoRollback } from '../../changes/kinds/rollback.ts';
import type { Problem } from '../../commands/line/problem.ts';
import { code, link as linkTo, shortImage } from '../mrkdwn.ts';

type DeploymentCode =
  | 'deployedElsewhere'
  | 'nothingToRestart'
  | 'noDeploy'
  | 'deploymentMoved'
  | 'noRollback'
  | 'otherFamily';

const line = (text: string) => code(`/ecs ${text}`);

const noRollbacks: {
  readonly [Why in Exclude<NoRollback['why'], 'mayNotPass'>]: (target: string, revision: string) => string;
} = {
  nothingBefore: (target) =>
    `${target} で正常に動いた別のタスク定義が ECS の記録にないため、戻す先がありません。`,
  alreadyRolling: (target) => `${target} はすでにロールバック中です。何も変更していません。`,
  notItsSource: (target, revision) =>
    `${target} はデプロイ中です。戻せるのはデプロイ前の状態だけで、 ${revision} ではありません。リビジョンを指定せずに入力してください。`,
  sameRevision: (target, revision) => `${target} はすでに ${revision} を実行しています。変更はありません。`,
  unknownRevision: (_, revision) => `タスク定義 ${revision} はありません。`,
  neverRan: (target, revision) =>
    `${revision} は ${target} が実行中のリビジョンより新しく、正常に動いた記録も ECS にありません。これはロールバックではなくデプロイです。`,
};

function mayNotPass(target: string, roles: readonly string[]): string {
  return `ボットには ${roles.map(code).join(' と ')} をタスクに渡す権限がないため、 ${target} のタスク定義を登録できません。ボットの管理者が ${code('--pass-roles')} に追加してデプロイし直す必要があります。`;
}

function noDeploy({ target: name, ...problem }: NoDeploy & { readonly target: string }): string {
  const target = code(name);
  switch (problem.why) {
    case 'noImage':
      return `このアカウントの ECR にイメージ ${code(shortImage(problem.image))} はありません。 ${line(`images ${name}`)} で一覧を表示できます。`;
    case 'wrongPlatform':
      return `${code(shortImage(problem.image))} は ${problem.has.map(code).join('、')} 用のイメージですが、 ${target} のタスクのプラットフォームは ${code(problem.wants)} です。このイメージは起動できません。`;
    case 'runsIt':
      return `${target} はすでに ${code(problem.what)} を実行しています。新しいタスクを起動するには ${line(`restart ${name}`)} と入力してください。`;
    case 'unknownRevision':
      return noRollbacks.unknownRevision(target, code(problem.taskDefinition));
    case 'inactiveRevision':
      return `${code(problem.taskDefinition)} は登録解除されているため、タスクを起動できません。そのイメージをデプロイするか、別のリビジョンを指定してください。`;
    case 'wholeRevision':
      return `${code(problem.taskDefinition)} はリビジョンのため、すべてのコンテナがデプロイされます。 ${code('--container')} を付けないか、イメージをタグだけで指定してください。`;
    case 'mayNotPass':
      return mayNotPass(target, problem.roles);
    case 'whichContainer':
      return `${target} のどのコンテナのイメージか分かりません。 ${problem.containers.map((each) => code(`--container ${each}`)).join(' か ')} を付けてください。`;
    case 'noContainer':
      return `${target} にその名前のコンテナはありません。コンテナは ${problem.containers.map(code).join('、')} です。`;
  }
}

/** Why a service is not deployed, restarted or rolled back, in Japanese. */
export const deploymentProblems: {
  readonly [Code in DeploymentCode]: (problem: Extract<Problem, { code: Code }>) => string;
} = {
  deployedElsewhere: ({ target, owner, link }) => {
    if (owner === 'EXPRESS') {
      return `${code(target)} は ECS Express Mode が管理し、デプロイも自動で行います。 ${linkTo(link, 'デプロイはこちらで行ってください')}`;
    }
    const whose = owner === 'CODE_DEPLOY' ? 'CodeDeploy' : '外部のデプロイコントローラー';
    return `${code(target)} は ${whose} がデプロイします。デプロイはそちらで開始してください。`;
  },
  nothingToRestart: ({ target }) =>
    `${code(target)} の必要なタスク数は 0 なので、再起動するタスクがありません。 ${line(`scale ${target} 1`)} でタスクを起動できます。`,
  noDeploy,
  deploymentMoved: ({ target, taskDefinition }) =>
    `${code(target)} にはその後、別のデプロイが行われ、今は ${code(taskDefinition)} です。何も変更していません。その前の状態に戻すには ${line(`rollback ${target}`)} と入力してください。`,
  noRollback: ({ target, ...problem }) =>
    problem.why === 'mayNotPass'
      ? mayNotPass(code(target), problem.roles)
      : noRollbacks[problem.why](code(target), code(problem.taskDefinition ?? '')),
  otherFamily: ({ target, family, given }) =>
    `${code(target)} のタスク定義は ${code(family)} です。 ${code(given)} は別のファミリーで、タスクロールも異なります。 ${code(family)} のリビジョンを入力してください。`,
};
