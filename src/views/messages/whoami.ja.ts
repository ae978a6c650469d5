import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';
import type { Catalogue } from './catalogue.ts';
import { namedInGrant } from './named-in-grant.ja.ts';
import type { whoami as english } from './whoami.en.ts';

const codes = (all: readonly string[]) => all.map(code).join(', ');

/** {@link english} in Japanese. */
export const whoami = {
  title: '自分の権限',
  person: (userId, groups) =>
    `${namedInGrant(userId)} さん: ワークスペースのメンバー${groups.length > 0 ? `、${groups.map(namedInGrant).join(', ')} のメンバー` : ''}`,
  grant: ({ name, may, on }) =>
    `*${escapeText(name)}* : ${on.length === 1 && on[0] === '*' ? 'すべてのサービスの' : `${codes(on)} の`} ${may.length === 1 && may[0] === 'change' ? '変更' : codes(may)}`,
  by: (ids) => `対象 ${ids.map(namedInGrant).join(', ')}`,
  maxDesired: (most) => `タスクは ${most} 個まで`,
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
} satisfies Catalogue<typeof english>;
