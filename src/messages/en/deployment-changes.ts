import { targetName } from '../../aws/ecs/target.ts';
import type { DeploymentChange } from '../../changes/change.ts';
import { code, escapeText, link } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const named = ({ target }: DeploymentChange) => code(targetName(target));
const short = (digest: string) => code(digest.replace('sha256:', '').slice(0, 12));

/** The sentences of a change that begins a deployment: its card, its buttons, its end. */
export const deploymentChanges = {
  cardTitle: (change: DeploymentChange): string =>
    change.type === 'restart'
      ? `Restart ${named(change)}?`
      : `Roll ${named(change)} back to ${code(change.after.taskDefinition)}?`,
  cardButton: { restart: 'Restart', rollback: 'Roll back' },
  approvalTitle: (change: DeploymentChange, askedBy: string): string =>
    change.type === 'restart'
      ? `${person(askedBy)} asks to restart ${named(change)}.`
      : `${person(askedBy)} asks to roll ${named(change)} back to ${code(change.after.taskDefinition)}.`,
  approveButton: { restart: 'Approve: restart', rollback: 'Approve: roll back' },
  started: (change: DeploymentChange, url: string | undefined): string =>
    `${named(change)} is being ${change.type === 'restart' ? 'restarted' : 'rolled back'}${url === undefined ? '' : `: ${link(url, 'follow it here')}`}.`,
  what: (change: DeploymentChange): string =>
    change.type === 'restart'
      ? `restart ${named(change)}, ${code(change.before.taskDefinition)} again`
      : `roll back ${named(change)}, ${code(change.before.taskDefinition)} → ${code(change.after.taskDefinition)}`,
  sameRevision: (taskDefinition: string, running: number): string =>
    `${code(taskDefinition)} again  ·  ${running} running now`,
  replaces: (count: number, keeps: number): string =>
    `ECS replaces ${count === 1 ? 'its task' : `all ${count} tasks`} with new ones${keeps === 0 ? '.' : `, and keeps at least ${keeps} healthy meanwhile.`}`,
  keepsNone: ':warning: Its settings let ECS stop every task first: the service may be *down* meanwhile.',
  revisions: (from: string, to: string, age: string | undefined): string =>
    `${code(from)} → ${code(to)}${age === undefined ? '' : `  ·  deployed ${age} ago`}`,
  sameAgain: (taskDefinition: string): string =>
    `${code(taskDefinition)} stays: its tasks from before run on, with their images.`,
  sameDefinition: 'The two revisions differ in nothing that is shown here.',
  stops:
    'The deployment in progress ends, and ECS goes back to what ran before it, with its network and load balancer.',
  neverRan: ':warning: As far as ECS remembers, this revision has not run here.',
  staysAsItIs:
    'Its network and load balancer stay as they are. The service’s own deployment strategy and its hooks apply.',
  isDeploying: ':warning: A deployment is in progress: this one takes its place.',
  movedTag: (image: string, from: string, to: string): string =>
    `:warning: ${code(image)} was moved since the last deployment: the new tasks run ${short(to)} instead of ${short(from)}.`,
  sameImages: 'No tag in this account’s ECR was moved: the new tasks run the same images.',
};
