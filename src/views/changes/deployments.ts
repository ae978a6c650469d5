import type { ChangeOutcome } from '../../changes/card.ts';
import type { Change, DeploymentChange, RestartChange, RollbackChange } from '../../changes/change.ts';
import type { Messages } from '../../messages/en/index.ts';
import { formatAge } from '../../messages/mrkdwn.ts';
import { definitionChangeLines } from '../replies/task-definition.ts';
import { deployFacts } from './deploy.ts';

/** Whether a change begins or ends a deployment. */
export function isDeployment(change: Change): change is DeploymentChange {
  return change.type === 'deploy' || change.type === 'restart' || change.type === 'rollback';
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
    ended({ result, reason = '', role, registered }: ChangeOutcome, link: string | undefined) {
      if (result === 'applied') return own.started(change, link);
      if (role !== undefined) return messages.episodes.stages.role(role);
      if (result === 'unknown') return words.unknown(change, reason);
      return registered !== undefined
        ? own.deploy.onlyRegistered(change, registered, reason)
        : words.failed(change, reason);
    },
    what: () => own.what(change),
  };
}

/** What it does and what follows from it, one line each. `now` is in epoch milliseconds. */
export function deploymentFacts(change: DeploymentChange, messages: Messages, now: number): string[] {
  if (change.type === 'deploy') {
    const replaced = replacedFacts(change.before.desiredCount, change.keeps, messages.deploymentChanges);
    return deployFacts(change, replaced, messages);
  }
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
  const {
    before,
    after,
    stops,
    ranAt,
    keeps,
    undoes,
    registersAfter,
    repositories,
    movedTags = [],
    gone = [],
  } = change;
  const words = messages.deploymentChanges;
  const undone = undoes === undefined ? [] : [words.undoesDeployment(before.taskDefinition)];
  if (stops !== undefined) return [...undone, ...revisionFacts(change, messages), words.stops];
  const age = ranAt === undefined ? undefined : formatAge(now - Date.parse(ranAt), messages.locale);
  return [
    ...undone,
    ...revisionFacts(change, messages, age),
    ...(registersAfter === undefined ? [] : [words.registersAgain(after.taskDefinition)]),
    ...gone.map(words.imageGone),
    ...movedTags.map(({ image, from, to }) => words.movedSince(image, from, to)),
    ...replacedFacts(before.desiredCount, keeps, words),
    ...(ranAt === undefined ? [words.neverRan] : []),
    ...(repositories === undefined ? [] : [words.deploy.repositories(repositories)]),
    words.staysAsItIs,
  ];
}

/** From which revision to which, and what differs. */
function revisionFacts(
  { before, after, differences, moreDifferences = 0 }: RollbackChange,
  messages: Messages,
  age?: string,
): string[] {
  const words = messages.deploymentChanges;
  if (before.taskDefinition === after.taskDefinition) return [words.sameAgain(after.taskDefinition)];
  return [
    words.revisions(before.taskDefinition, after.taskDefinition, age),
    ...(differences.length === 0 ? [words.sameDefinition] : definitionChangeLines(differences, messages)),
    ...(moreDifferences === 0 ? [] : [words.moreDifferences(moreDifferences, after.taskDefinition)]),
  ];
}

/** That all tasks are replaced, and how many ECS keeps healthy meanwhile. */
function replacedFacts(count: number, keeps: number, words: Messages['deploymentChanges']): string[] {
  if (count === 0) return [words.startsNone];
  return [words.replaces(count, keeps), ...(keeps === 0 ? [words.keepsNone] : [])];
}
