import { targetName } from '../../aws/ecs/target.ts';
import { type DeployChange, type DeploymentChange, deployedName } from '../../changes/change.ts';
import { code, comparedImages, escapeText, link } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const named = ({ target }: DeploymentChange) => code(targetName(target));
const short = (digest: string) => code(digest.replace('sha256:', '').slice(0, 12));
const list = (all: readonly string[]) => all.map(code).join(' and ');

/** From what to what a deployment goes: revisions, or images. */
function step({ before, after, images }: DeployChange): string {
  if ('taskDefinition' in after) return `${code(before.taskDefinition)} → ${code(after.taskDefinition)}`;
  const [from, to] = comparedImages(images[0]?.from?.image ?? '', after.image);
  return `${code(from)} → ${code(to)}`;
}

/** The sentences of a change that begins a deployment: its card, its buttons, its end. */
export const deploymentChanges = {
  cardTitle: (change: DeploymentChange): string => {
    if (change.type === 'deploy') return `Deploy ${code(deployedName(change))} to ${named(change)}?`;
    if (change.type === 'restart') return `Restart ${named(change)}?`;
    const verb = change.undoes === undefined ? 'Roll' : 'Undo the deployment: roll';
    return `${verb} ${named(change)} back to ${code(change.after.taskDefinition)}?`;
  },
  cardButton: { deploy: 'Deploy', restart: 'Restart', rollback: 'Roll back' },
  approvalTitle: (change: DeploymentChange, askedBy: string): string => {
    const asks = `${person(askedBy)} asks to`;
    if (change.type === 'deploy') return `${asks} deploy ${code(deployedName(change))} to ${named(change)}.`;
    if (change.type === 'restart') return `${asks} restart ${named(change)}.`;
    const undo = change.undoes === undefined ? '' : 'undo the deployment: ';
    return `${asks} ${undo}roll ${named(change)} back to ${code(change.after.taskDefinition)}.`;
  },
  approveButton: { deploy: 'Approve: deploy', restart: 'Approve: restart', rollback: 'Approve: roll back' },
  started: (change: DeploymentChange, url: string | undefined): string => {
    const done = { deploy: 'deployed', restart: 'restarted', rollback: 'rolled back' }[change.type];
    return `${named(change)} is being ${done}${url === undefined ? '' : `: ${link(url, 'follow it here')}`}.`;
  },
  what: (change: DeploymentChange): string => {
    if (change.type === 'deploy') return `deploy to ${named(change)}, ${step(change)}`;
    const { before } = change;
    return change.type === 'restart'
      ? `restart ${named(change)}, ${code(before.taskDefinition)} again`
      : `roll back ${named(change)}, ${code(before.taskDefinition)} → ${code(change.after.taskDefinition)}`;
  },
  sameRevision: (taskDefinition: string, running: number): string =>
    `${code(taskDefinition)} again  ·  ${running} running now`,
  replaces: (count: number, keeps: number): string =>
    `ECS replaces ${count === 1 ? 'its task' : `all ${count} tasks`} with new ones${keeps === 0 ? '.' : `, and keeps at least ${keeps} healthy meanwhile.`}`,
  startsNone: 'Its desired count is 0, so no task starts.',
  keepsNone: ':warning: Its settings let ECS stop every task first: the service may be *down* meanwhile.',
  revisions: (from: string, to: string, age: string | undefined): string =>
    `${code(from)} → ${code(to)}${age === undefined ? '' : `  ·  deployed ${age} ago`}`,
  sameAgain: (taskDefinition: string): string =>
    `${code(taskDefinition)} stays: its tasks from before run on, with their images.`,
  sameDefinition: 'The two revisions differ in nothing that is shown here.',
  registersAgain: (taskDefinition: string): string =>
    `${code(taskDefinition)} was deregistered, so its content is registered again, as a new revision.`,
  stops:
    'The deployment in progress ends, and ECS goes back to what ran before it, with its network and load balancer.',
  neverRan: ':warning: As far as ECS remembers, this revision has not run here.',
  staysAsItIs:
    'Its network and load balancer stay as they are. The service’s own deployment strategy and its hooks apply.',
  isDeploying: ':warning: A deployment is in progress: this one takes its place.',
  movedTag: (image: string, from: string, to: string): string =>
    `:warning: ${code(image)} was moved since the last deployment: the new tasks run ${short(to)} instead of ${short(from)}.`,
  movedSince: (image: string, from: string, to: string): string =>
    `:warning: ${code(image)} was moved since it ran here: the new tasks run ${short(to)} instead of ${short(from)}.`,
  imageGone: (image: string): string =>
    `:rotating_light: *This account’s ECR no longer has* ${code(image)}: a task that needs it can’t start.`,
  moreDifferences: (count: number, taskDefinition: string): string =>
    `…and ${count} more: ${code(`/ecs task-definition ${taskDefinition}`)} shows all of it.`,
  sameImages:
    'The new tasks run the same images, as far as this account’s ECR tells: each is pinned to its digest, or its tag was not moved.',
  deploy: {
    image: (image: string, digest: string | undefined): string =>
      digest === undefined ? code(image) : `${code(image)} (${short(digest)})`,
    /** Both are already formatted; `container` where there are several. */
    images: (from: string | undefined, to: string, container: string | undefined): string =>
      `${container === undefined ? '' : `Container ${code(container)}: `}${from === undefined ? '' : `${from} → `}*${to}*`,
    copies: (taskDefinition: string, isPinned: boolean): string =>
      `A copy of ${code(taskDefinition)} is registered in which only this image differs${isPinned ? ', pinned to its digest' : ''}.`,
    /** Stages by ECS's own names. */
    strategy: (strategy: string, pauses: readonly string[], calls: readonly string[]): string => {
      const hooks = [
        ...(pauses.length === 0 ? [] : [`pauses for a person at ${list(pauses)}`]),
        ...(calls.length === 0 ? [] : [`calls a function at ${list(calls)}`]),
      ];
      return `Strategy: ${strategy}${hooks.length === 0 ? '' : `; it ${hooks.join(', and ')}`}.`;
    },
    takes: (age: string): string => `Its last deployments took about ${age}.`,
    /** What was found out about an image; `image` where there are several. */
    checked: (image: string | undefined, facts: readonly string[]): string =>
      `${image === undefined ? 'Image' : code(image)}: ${facts.join('  ·  ')}`,
    inEcr: 'in ECR',
    fits: 'built for the tasks’ platform',
    unknownPlatform: 'platform not known',
    notScanned: 'no finished scan',
    unchecked: ':warning: in another registry, so nothing about it was checked',
    stack: (name: string): string =>
      `:warning: The CloudFormation stack ${code(name)} owns this service, and will set it back at its next deploy.`,
    family: (name: string): string => `:warning: Another family than the service runs now: ${code(name)}.`,
    repositories: (names: readonly string[]): string =>
      `:warning: From a repository that the service does not use now: ${list(names)}.`,
    role: {
      taskRole: (role: string | undefined): string =>
        role === undefined
          ? ':rotating_light: *Its tasks lose their task role.*'
          : `:rotating_light: *Its tasks get another task role, and all that it allows:* ${code(role)}`,
      executionRole: (role: string | undefined): string =>
        role === undefined
          ? ':rotating_light: *Its tasks lose their execution role.*'
          : `:rotating_light: *Its tasks are started with another execution role:* ${code(role)}`,
    },
    onlyRegistered: (change: DeploymentChange, registered: string, reason: string): string =>
      `:warning: ${code(registered)} was registered, but ${named(change)} was not changed: ${escapeText(reason)}`,
  },
  undoesDeployment: (from: string): string => `This undoes the deployment of ${code(from)}.`,
};
