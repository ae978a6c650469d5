import { targetName } from '../../aws/ecs/target.ts';
import type { DeploymentChange } from '../../changes/change.ts';
import { code, escapeText, link } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const named = ({ target }: DeploymentChange) => code(targetName(target));
const short = (digest: string) => code(digest.replace('sha256:', '').slice(0, 12));

/** The sentences of a change that begins a deployment: its card, its buttons, its end. */
export const deploymentChanges = {
  cardTitle: (change: DeploymentChange): string => `Restart ${named(change)}?`,
  cardButton: 'Restart',
  approvalTitle: (change: DeploymentChange, askedBy: string): string =>
    `${person(askedBy)} asks to restart ${named(change)}.`,
  approveButton: 'Approve: restart',
  started: (change: DeploymentChange, url: string | undefined): string =>
    `${named(change)} is being restarted${url === undefined ? '' : `: ${link(url, 'follow it here')}`}.`,
  what: (change: DeploymentChange): string =>
    `restart ${named(change)}, ${code(change.before.taskDefinition)} again`,
  sameRevision: (taskDefinition: string, running: number): string =>
    `${code(taskDefinition)} again  ·  ${running} running now`,
  replaces: (count: number, keeps: number): string =>
    `ECS replaces ${count === 1 ? 'its task' : `all ${count} tasks`} with new ones${keeps === 0 ? '.' : `, and keeps at least ${keeps} healthy meanwhile.`}`,
  keepsNone: ':warning: Its settings let ECS stop every task first: the service may be *down* meanwhile.',
  isDeploying: ':warning: A deployment is in progress: this one takes its place.',
  movedTag: (image: string, from: string, to: string): string =>
    `:warning: ${code(image)} was moved since the last deployment: the new tasks run ${short(to)} instead of ${short(from)}.`,
  sameImages: 'No tag in this account’s ECR was moved: the new tasks run the same images.',
};
