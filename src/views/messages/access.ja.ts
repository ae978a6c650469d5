import type { AccessDenial } from '../../access/access-decision.ts';
import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';
import { namedInGrant } from './named-in-grant.ja.ts';

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
    case 'hours':
      return `${by}許可されている時間帯は ${code(limit.text)} だけです。何も変更していません。`;
  }
}
