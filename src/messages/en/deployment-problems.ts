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
    `ECS remembers no other task definition that ran successfully in ${target}, so there is nothing to go back to.`,
  alreadyRolling: (target) => `${target} is being rolled back already; nothing more was done.`,
  notItsSource: (target, revision) =>
    `A deployment of ${target} is in progress, and ECS can only go back to what ran before it, which is not ${revision}: leave the revision out.`,
  sameRevision: (target, revision) => `${target} runs ${revision} already; nothing to change.`,
  unknownRevision: (_, revision) => `There is no task definition ${revision}.`,
  neverRan: (target, revision) =>
    `${revision} is newer than what ${target} runs, and ECS does not remember that it ever ran there successfully: that is a deployment, not a rollback.`,
};

function mayNotPass(target: string, roles: readonly string[]): string {
  return `The bot may not pass ${roles.map(code).join(' and ')} on to tasks, so it can’t register a task definition for ${target}. Whoever runs the bot has to deploy it again with that in ${code('--pass-roles')}.`;
}

function noDeploy({ target: name, ...problem }: NoDeploy & { readonly target: string }): string {
  const target = code(name);
  switch (problem.why) {
    case 'noImage':
      return `This account’s ECR has no image ${code(shortImage(problem.image))}. ${line(`images ${name}`)} lists what there is.`;
    case 'wrongPlatform':
      return `${code(shortImage(problem.image))} is built for ${problem.has.map(code).join(' and ')}, and the tasks of ${target} run on ${code(problem.wants)}: it would not start there.`;
    case 'runsIt':
      return `${target} runs ${code(problem.what)} already. ${line(`restart ${name}`)} starts new tasks of it.`;
    case 'unknownRevision':
      return noRollbacks.unknownRevision(target, code(problem.taskDefinition));
    case 'inactiveRevision':
      return `${code(problem.taskDefinition)} was deregistered, so ECS starts no task from it: deploy its image, or name another revision.`;
    case 'wholeRevision':
      return `${code(problem.taskDefinition)} is a revision, and is deployed with all its containers: leave ${code('--container')} out, or name an image by its tag alone.`;
    case 'mayNotPass':
      return mayNotPass(target, problem.roles);
    case 'whichContainer':
      return `It is not clear which container of ${target} gets the image: add ${problem.containers.map((each) => code(`--container ${each}`)).join(' or ')}.`;
    case 'noContainer':
      return `${target} has no container of that name. It has ${problem.containers.map(code).join(', ')}.`;
  }
}

/** Why a service is not deployed, restarted or rolled back, and what to do instead. */
export const deploymentProblems: {
  readonly [Code in DeploymentCode]: (problem: Extract<Problem, { code: Code }>) => string;
} = {
  deployedElsewhere: ({ target, owner, link }) => {
    if (owner === 'EXPRESS') {
      return `${code(target)} is run by ECS Express Mode, which deploys it itself: ${linkTo(link, 'deploy it there')}.`;
    }
    const whose =
      owner === 'CODE_DEPLOY' ? 'CodeDeploy deploys it' : 'it has an external deployment controller';
    return `A deployment of ${code(target)} can’t be begun here, because ${whose}: begin it there.`;
  },
  nothingToRestart: ({ target }) =>
    `${code(target)} has a desired count of 0, so there is nothing to restart. ${line(`scale ${target} 1`)} starts a task.`,
  noDeploy,
  deploymentMoved: ({ target, taskDefinition }) =>
    `Something else was deployed to ${code(target)} since: it runs ${code(taskDefinition)} now. Nothing was changed; ${line(`rollback ${target}`)} goes back to what ran before that.`,
  noRollback: ({ target, ...problem }) =>
    problem.why === 'mayNotPass'
      ? mayNotPass(code(target), problem.roles)
      : noRollbacks[problem.why](code(target), code(problem.taskDefinition ?? '')),
  otherFamily: ({ target, family, given }) =>
    `${code(target)} runs ${code(family)}, and ${code(given)} is of another family, with a task role of its own: type a revision of ${code(family)}.`,
};
