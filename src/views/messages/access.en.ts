import type { AccessDenial } from '../../access/access-decision.ts';
import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';

/** People, groups and channels that a grant names, as Slack shows them. */
function named(id: string): string {
  const safe = escapeText(id);
  if (/^S/.test(id)) return `<!subteam^${safe}>`;
  if (/^[CG]/.test(id)) return `anybody in <#${safe}>`;
  return id === 'everyone' ? 'everyone' : `<@${safe}>`;
}

const standings = {
  guest: 'Guests of the workspace can’t use this bot: ask a member.',
  bot: 'Bots can’t use this bot.',
  deactivated: 'This account is deactivated, so it can’t use this bot.',
  stranger: 'Only members of this workspace can use this bot.',
} as const;

/** Why the access policy refuses, and who can act instead. */
export function denialText(denial: AccessDenial): string {
  switch (denial.why) {
    case 'standing':
      return standings[denial.standing];
    case 'noPolicy':
      return `Nothing may be changed now: the access file ${code('infra/access.yml')} can’t be used. ${escapeText(denial.problem)}`;
    case 'noGrant': {
      const { may, on, askable } = denial;
      const ask = askable.length === 0 ? '' : ` Ask ${askable.map(named).join(' or ')}.`;
      return `No grant lets you ${code(may)} on ${code(on)}; nothing was changed.${ask} ${code('/ecs whoami')} shows what you may do.`;
    }
    case 'limit':
      return limitText(denial);
    case 'maxTag':
      return denial.most === undefined
        ? `Its tag ${code(`ecs-bot:max=${denial.value}`)} is no number, so nothing may raise it; nothing was changed.`
        : `Its tag ${code(`ecs-bot:max=${denial.value}`)} allows at most ${denial.most} tasks; nothing was changed.`;
  }
}

function limitText({ grant, limit }: Extract<AccessDenial, { why: 'limit' }>): string {
  const by = `your grant ${code(grant)}`;
  switch (limit.type) {
    case 'max-desired':
      return `By ${by} at most ${limit.most} tasks may be set; nothing was changed.`;
    case 'min-running':
      return `By ${by} at least ${limit.least} healthy tasks have to be left; nothing was changed.`;
    case 'unsafe':
      return limit.what === 'deployment'
        ? `By ${by} no task may be stopped during a deployment; nothing was changed.`
        : `By ${by} no task may be stopped against its scale-in protection; nothing was changed.`;
    case 'hours':
      return `By ${by} it may be changed ${code(limit.text)} only; nothing was changed.`;
  }
}
