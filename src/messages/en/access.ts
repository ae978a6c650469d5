import type { AccessDenial } from '../../access/access.ts';
import type { Grant } from '../../access/policy.ts';
import { code, escapeText } from '../mrkdwn.ts';

const standings = {
  guest: 'Guests of the workspace can’t use this bot: ask a member.',
  bot: 'Bots can’t use this bot.',
  deactivated: 'This account is deactivated, so it can’t use this bot.',
  stranger: 'Only members of this workspace can use this bot.',
} as const;

/** Why the access policy refuses: what grant, or part of one, is missing, and who can act instead. */
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
        ? `Its tag ${code(`ecs-bot:max=${denial.value}`)} is not a number, so the count may not be raised; nothing was changed.`
        : `Its tag ${code(`ecs-bot:max=${denial.value}`)} allows at most ${denial.most} ${denial.most === 1 ? 'task' : 'tasks'}; nothing was changed.`;
  }
}

function limitText({ grant, limit }: Extract<AccessDenial, { why: 'limit' }>): string {
  const yours = `Your grant ${code(grant)}`;
  switch (limit.type) {
    case 'max-desired':
      return `${yours} allows at most ${limit.most} ${limit.most === 1 ? 'task' : 'tasks'}; nothing was changed.`;
    case 'min-running':
      return `${yours} requires that at least ${limit.least} healthy ${limit.least === 1 ? 'task is' : 'tasks are'} left; nothing was changed.`;
    case 'unsafe':
      return limit.what === 'deployment'
        ? `${yours} does not allow stopping a task during a deployment; nothing was changed.`
        : `${yours} does not allow stopping a task that is protected from scale-in; nothing was changed.`;
    case 'families':
      return `${yours} lets you deploy only the service’s own family, not ${code(limit.name)}, which brings a task role of its own; nothing was changed. ${code('families')} in ${code('infra/access.yml')} adds others.`;
    case 'repositories':
      return `${yours} lets you deploy only images from the repositories that the service has now, not from ${code(limit.name)}; nothing was changed. ${code('repositories')} in ${code('infra/access.yml')} adds others.`;
    case 'hours':
      return `${yours} allows that only ${code(limit.text)}; nothing was changed.`;
  }
}

const codes = (all: readonly string[]) => all.map(code).join(', ');

/** The words of `whoami`. */
export const whoami = {
  title: 'What you may do',
  person: (userId: string, groups: readonly string[]) =>
    `${namedInGrant(userId)}, member of the workspace${groups.length > 0 ? ` and of ${groups.map(namedInGrant).join(', ')}` : ''}`,
  grant: ({ name, may, on }: Grant) => `*${escapeText(name)}*: ${codes(may)} on ${codes(on)}`,
  by: (ids: readonly string[]) => `for ${ids.map(namedInGrant).join(', ')}`,
  maxDesired: (most: number) => `at most ${most} tasks`,
  minRunning: (least: number) =>
    `at least ${least} healthy ${least === 1 ? 'task' : 'tasks'} left, no stop during a deployment or of a protected task`,
  families: (names: readonly string[]) => `may also deploy the families ${codes(names)}`,
  repositories: (names: readonly string[]) => `may also deploy images from ${codes(names)}`,
  hours: (text: string, now: boolean) => `${code(text)}${now ? '' : ', *not now*'}`,
  approval: 'a second person has to approve',
  nothing: (askable: readonly string[] | undefined) =>
    askable === undefined
      ? 'You may not change anything here.'
      : askable.length === 0
        ? `You may not change anything, and neither may anybody else: ${code('infra/access.yml')} grants nothing.`
        : `You may not change anything here. These may: ${askable.slice(0, 12).map(namedInGrant).join(', ')}.`,
  more: (count: number) => `and ${count} more`,
  reads: {
    members: 'Looking is open to every member of the workspace.',
    granted: 'You may look at what your grants name, and at nothing else.',
  },
  tags: `A tag ${code('ecs-bot:protected=true')} or ${code('ecs-bot:max=…')} of a service or its cluster narrows this.`,
  unusable: (problem: string, readsOpen: boolean) =>
    `Nobody may change anything${readsOpen ? '' : ' or look at anything'}, because the access file ${code('infra/access.yml')} can’t be used: ${escapeText(problem)}`,
};

/** Who an id in a grant's `who` refers to, as Slack shows it; anything that is not an id stays text. */
function namedInGrant(id: string): string {
  if (/^[UW][A-Z0-9]+$/.test(id)) return `<@${id}>`;
  if (/^S[A-Z0-9]+$/.test(id)) return `<!subteam^${id}>`;
  if (/^[CG][A-Z0-9]+$/.test(id)) return `anybody in <#${id}>`;
  return id === 'everyone' ? 'everyone' : code(id);
}
