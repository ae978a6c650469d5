import type { AccessDenial } from '../../access/access-decision.ts';
import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';
import { namedInGrant } from './named-in-grant.en.ts';

const standings = {
  guest: 'Guests of the workspace can’t use this bot: ask a member.',
  bot: 'Bots can’t use this bot.',
  deactivated: 'This account is deactivated, so it can’t use this bot.',
  stranger: 'Only members of this workspace can use this bot.',
} as const;

/** Why the access policy refuses: the grant or the room in it that is missing, and who can act instead. */
export function denialText(denial: AccessDenial): string {
  switch (denial.why) {
    case 'standing':
      return standings[denial.standing];
    case 'noPolicy':
      return `That is refused, because the access file ${code('infra/access.yml')} can’t be used: ${escapeText(denial.problem)} Nothing was changed.`;
    case 'noGrant': {
      const { may, on, askable } = denial;
      const where = on === '*' ? '' : ` on ${code(on)}`;
      const ask = askable.length === 0 ? '' : ` Ask ${askable.slice(0, 8).map(namedInGrant).join(' or ')}.`;
      return `You may not run ${code(may)}${where}; nothing was changed.${ask} ${code('/ecs whoami')} shows what you may do.`;
    }
    case 'limit':
      return limitText(denial);
    case 'maxTag':
      return denial.most === undefined
        ? `Its tag ${code(`ecs-bot:max=${denial.value}`)} is no number, so nothing may raise it; nothing was changed.`
        : `Its tag ${code(`ecs-bot:max=${denial.value}`)} allows at most ${denial.most} ${denial.most === 1 ? 'task' : 'tasks'}; nothing was changed.`;
  }
}

function limitText({ grant, limit }: Extract<AccessDenial, { why: 'limit' }>): string {
  const by = `your grant ${code(grant)}`;
  switch (limit.type) {
    case 'max-desired':
      return `By ${by} at most ${limit.most} ${limit.most === 1 ? 'task' : 'tasks'} may be set; nothing was changed.`;
    case 'min-running':
      return `By ${by} at least ${limit.least} healthy ${limit.least === 1 ? 'task has' : 'tasks have'} to be left; nothing was changed.`;
    case 'unsafe':
      return limit.what === 'deployment'
        ? `By ${by} no task may be stopped during a deployment; nothing was changed.`
        : `By ${by} no task may be stopped against its scale-in protection; nothing was changed.`;
    case 'hours':
      return `By ${by} it is allowed ${code(limit.text)} only; nothing was changed.`;
  }
}
