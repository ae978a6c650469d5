import type { ChangeOutcome } from '../../changes/card.ts';
import type { Change, DeploymentChange, RestartChange, RollbackChange } from '../../changes/change.ts';
import type { Messages } from '../../messages/en/index.ts';
import { formatAge } from '../../messages/mrkdwn.ts';
import { definitionChangeLines } from '../replies/task-definition.ts';

/** Whether a change begins or ends a deployment. */
export function isDeployment(change: Change): change is DeploymentChange {
  return change.type === 'restart' || change.type === 'rollback';
}

/** The sentences about a change that begins or ends a deployment. */
export function deploymentWords(change: DeploymentChange, messages: Messages) {
  const { changes: words, deploymentChanges: own } = messages;
  return {
    cardTitle: () => own.cardTitle(change),
    cardButton: () => own.cardButton[change.type],
    approvalTitle: (askedBy: string) => own.approvalTitle(change, askedBy),
    approveButton: () => own.approveButton[change.type],
    cancelled: () => words.cancelled(change),
    asked: (channelId: string) => words.asked(change, channelId),
    ended({ result, reason = '' }: ChangeOutcome, link: string | undefined) {
      if (result === 'applied') return own.started(change, link);
      return result === 'failed' ? words.failed(change, reason) : words.unknown(change, reason);
    },
    what: () => own.what(change),
  };
}

/** What it does and what follows from it, one line each. `now` is in epoch milliseconds. */
export function deploymentFacts(change: DeploymentChange, messages: Messages, now: number): string[] {
  return change.type === 'restart' ? restartFacts(change, messages) : rollbackFacts(change, messages, now);
}

function restartFacts(
  { before, keeps, movedTags }: RestartChange,
  { deploymentChanges: words }: Messages,
): string[] {
  return [
    words.sameRevision(before.taskDefinition, before.runningCount),
    ...replacedFacts(before.desiredCount, keeps, words),
    ...(movedTags.length === 0
      ? [words.sameImages]
      : movedTags.map(({ image, from, to }) => words.movedTag(image, from, to))),
    ...(before.isDeploying ? [words.isDeploying] : []),
  ];
}

function rollbackFacts(change: RollbackChange, messages: Messages, now: number): string[] {
  const { before, stops, ranAt, keeps } = change;
  const words = messages.deploymentChanges;
  if (stops !== undefined) return [...revisionFacts(change, messages), words.stops];
  const age = ranAt === undefined ? undefined : formatAge(now - Date.parse(ranAt), messages.locale);
  return [
    ...revisionFacts(change, messages, age),
    ...replacedFacts(before.desiredCount, keeps, words),
    ...(ranAt === undefined ? [words.neverRan] : []),
    words.staysAsItIs,
  ];
}

/** From which revision to which, and what differs. */
function revisionFacts(
  { before, after, differences }: RollbackChange,
  messages: Messages,
  age?: string,
): string[] {
  const words = messages.deploymentChanges;
  if (before.taskDefinition === after.taskDefinition) return [words.sameAgain(after.taskDefinition)];
  return [
    words.revisions(before.taskDefinition, after.taskDefinition, age),
    ...(differences.length === 0 ? [words.sameDefinition] : definitionChangeLines(differences, messages)),
  ];
}

function replacedFacts(count: number, keeps: number, words: Messages['deploymentChanges']): string[] {
  return [words.replaces(count, keeps), ...(keeps === 0 && count > 0 ? [words.keepsNone] : [])];
}
