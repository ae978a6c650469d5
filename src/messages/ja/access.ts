import type { AccessDenial } from '../../access/access.ts';
import type { Catalogue } from '../catalogue.ts';
import type { whoami as englishWhoami } from '../en/access.ts';
import { code, escapeText } from '../mrkdwn.ts';

const standings = {
  guest: 'ワークスペースのゲストはこのボットを利用できません。メンバーに依頼してください。',
  bot: 'ボットからこのボットは利用できません。',
  deactivated: 'このアカウントは無効化されているため、このボットを利用できません。',
  stranger: 'このボットを利用できるのは、このワークスペースのメンバーだけです。',
} as const;

/** Why the access policy refuses, in Japanese. */
export function denialText(denial: AccessDenial): string {
  switch (denial.why) {
    case 'standing':
      return standings[denial.standing];
    case 'noPolicy':
      return `アクセス設定ファイル ${code('infra/access.yml')} が正しくないため、拒否されました (${escapeText(denial.problem)})。何も変更していません。`;
    case 'noGrant': {
      const { may, on, askable } = denial;
      const where = on === '*' ? '' : `${code(on)} に対する `;
      const those = askable.slice(0, 8).map(namedInGrant).join(', ');
      const ask =
        askable.length === 0
          ? ''
          : `${those} ${askable.length === 1 ? '' : 'のいずれか'}に依頼してください。`;
      return `${where}${code(may)} の権限がありません。何も変更していません。${ask}自分の権限は ${code('/ecs whoami')} で確認できます。`;
    }
    case 'limit':
      return limitText(denial);
    case 'maxTag':
      return denial.most === undefined
        ? `タグ ${code(`ecs-bot:max=${denial.value}`)} の値が数値ではないため、タスク数を増やせません。何も変更していません。`
        : `タグ ${code(`ecs-bot:max=${denial.value}`)} により、タスクは ${denial.most} 個までです。何も変更していません。`;
  }
}

function limitText({ grant, limit }: Extract<AccessDenial, { why: 'limit' }>): string {
  const by = `権限 ${code(grant)} では、`;
  switch (limit.type) {
    case 'max-desired':
      return `${by}必要なタスク数は ${limit.most} までです。何も変更していません。`;
    case 'min-running':
      return `${by}正常なタスクを ${limit.least} 個以上残す必要があります。何も変更していません。`;
    case 'unsafe':
      return limit.what === 'deployment'
        ? `${by}デプロイ中のタスクの停止は許可されていません。何も変更していません。`
        : `${by}スケールイン保護中のタスクの停止は許可されていません。何も変更していません。`;
    case 'families':
      return `${by}デプロイできるのはこのサービス自身のファミリーだけです。${code(limit.name)} には別のタスクロールが付いてきます。何も変更していません。ほかのファミリーは ${code('infra/access.yml')} の ${code('families')} で追加できます。`;
    case 'repositories':
      return `${by}デプロイできるのはこのサービスが今使っているリポジトリのイメージだけで、${code(limit.name)} は含まれません。何も変更していません。ほかのリポジトリは ${code('infra/access.yml')} の ${code('repositories')} で追加できます。`;
    case 'hours':
      return `${by}許可されている時間帯は ${code(limit.text)} だけです。何も変更していません。`;
  }
}

const codes = (all: readonly string[]) => all.map(code).join(', ');

/** {@link englishWhoami} in Japanese. */
export const whoami = {
  title: '自分の権限',
  person: (userId, groups) =>
    `${namedInGrant(userId)} さん: ワークスペースのメンバー${groups.length > 0 ? `、${groups.map(namedInGrant).join(', ')} のメンバー` : ''}`,
  grant: ({ name, may, on }) =>
    `*${escapeText(name)}* : ${on.length === 1 && on[0] === '*' ? 'すべてのサービスの' : `${codes(on)} の`}${may.length === 1 && may[0] === 'change' ? '変更' : ` ${codes(may)}`}`,
  by: (ids) => `対象 ${ids.map(namedInGrant).join(', ')}`,
  maxDesired: (most) => `タスクは ${most} 個まで`,
  families: (names) => `ファミリー ${codes(names)} もデプロイ可`,
  repositories: (names) => `${codes(names)} のイメージもデプロイ可`,
  minRunning: (least) => `正常なタスクを ${least} 個以上残す、デプロイ中や保護中の停止は不可`,
  hours: (text, now) => `${code(text)}${now ? '' : ' ( *現在は時間外* )'}`,
  approval: '別の人の承認が必要',
  nothing: (askable) =>
    askable === undefined
      ? 'ここでは変更の権限がありません。'
      : askable.length === 0
        ? `変更の権限がありません。 ${code('infra/access.yml')} には、誰の権限も設定されていません。`
        : `ここでは変更の権限がありません。権限があるのは ${askable.slice(0, 12).map(namedInGrant).join(', ')} です。`,
  more: (count) => `ほか ${count} 件`,
  reads: {
    members: '参照はワークスペースのメンバー全員に許可されています。',
    granted: '参照できるのは、権限に含まれるものだけです。',
  },
  tags: `サービスやクラスターのタグ ${code('ecs-bot:protected=true')} と ${code('ecs-bot:max=…')} は、権限をさらに制限します。`,
  unusable: (problem, readsOpen) =>
    `アクセス設定ファイル ${code('infra/access.yml')} が正しくないため、誰も変更${readsOpen ? '' : 'や参照が'}できません: ${escapeText(problem)}`,
} satisfies Catalogue<typeof englishWhoami>;

/** Who an id in a grant's `who` refers to, in Japanese; anything that is not an id stays text. */
function namedInGrant(id: string): string {
  if (/^[UW][A-Z0-9]+$/.test(id)) return `<@${id}>`;
  if (/^S[A-Z0-9]+$/.test(id)) return `<!subteam^${id}>`;
  if (/^[CG][A-Z0-9]+$/.test(id)) return `<#${id}> の参加者`;
  return id === 'everyone' ? '全員' : code(id);
}
