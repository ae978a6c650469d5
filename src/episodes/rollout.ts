import {
  type BegunDeployment,
  deploymentsBegun,
  forgottenOf,
  isCreatedIn,
  isPrimary,
  isSettled,
} from './begun-deployments.ts';
import { type Episode, upAt } from './episode.ts';
import { type DeploymentState, isEnded, isStopping } from './facts.ts';
import { hangingSince } from './hanging.ts';
import { isGoingOn } from './stages.ts';
import { overdueSince, type StagingStory, stagingOf, stagingStory } from './staging.ts';
import type { ReasonCode } from './stop-reasons/codes.ts';
import { foldedTrouble, isExplainedStop, type StopReason, stopReason } from './stops.ts';

/**
 * Task definitions (`family:revision`) that still have to be read: those that run, to see whether they have a health check; a rollout's, for the
 * image tag. Each is read once, whatever ECS answers.
 */
export function unknownTaskDefinitions(episode: Episode): string[] {
  const { essentialChecks = {}, imageTags, target } = episode;
  if (!('service' in target)) return [];
  const rollout = rolloutStory(episode);
  const names = [
    ...runningTaskDefinitions(episode),
    ...[rollout?.from, rollout?.to].filter((name) => name !== undefined && !(name in imageTags)),
  ];
  return [...new Set(names)].filter((name) => name !== undefined && !(name in essentialChecks)) as string[];
}

/** Task definitions that the service runs or should run, from DescribeServices and from the tasks that started in the episode. */
export function runningTaskDefinitions({ facts, answer, openedAt }: Episode): string[] {
  const started = Object.values(facts.tasks).filter(
    (task) => task.startedAt !== undefined && task.startedAt > openedAt && !isStopping(task),
  );
  const deployed = (answer?.deployments ?? []).filter(
    ({ status, desiredCount, runningCount }) => status === 'PRIMARY' || desiredCount + runningCount > 0,
  );
  return [...new Set([...started, ...deployed].map(({ taskDefinition }) => taskDefinition))];
}

/** What ECS says about a service whose rollout hangs, and, if its wording is known, why that happens. */
interface HangingMessage {
  readonly text: string;
  readonly code: ReasonCode | undefined;
}

/** The newest rollout of an episode. A failed one stays the rollout while ECS rolls back to what ran before. */
export interface RolloutStory {
  /** `ENDED`: the service became steady with another deployment, and how this one ended was never reported. */
  readonly state: DeploymentState['state'] | 'ENDED';
  /** ECS's reason for a failure. */
  readonly reason: string | undefined;
  /** If ECS rolls back to the previous deployment: the state of that rollback. */
  readonly rollback: DeploymentState['state'] | undefined;
  /** A person asked through the bot for it to be rolled back. */
  readonly backAsked: boolean;
  /** It is what the episode's change asked for, or nobody asked. If not, that has yet to be heard of. */
  readonly isOwn: boolean;
  /** `family:revision`; undefined while unknown. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly fromTag: string | undefined;
  readonly toTag: string | undefined;
  /** What these tags meant, `sha256:` and twelve digits. */
  readonly fromDigest: string | undefined;
  readonly toDigest: string | undefined;
  /** Running tasks of the current deployment. */
  readonly running: number;
  readonly desired: number | undefined;
  /** Tasks of the new revision, in order of creation; only those kept in full. */
  readonly tasks: readonly RolloutTask[];
  /** Failed tasks of the new revision, including all folded ones. */
  readonly failed: number;
  /** Old tasks that make room for it. */
  readonly old: { readonly draining: number; readonly stopped: number };
  readonly circuitBreaker: 'off' | 'on' | 'on, with rollback' | undefined;
  /** Since when it has made no progress (epoch milliseconds), for how long (milliseconds), and the service's own latest messages. */
  readonly hanging:
    | {
        readonly since: number;
        readonly for: number;
        readonly messages: readonly HangingMessage[];
        /** A stage outlasts its own time; otherwise tasks are missing. */
        readonly stage?: string;
      }
    | undefined;
  /** Where it is, for a deployment that has stages or waits at a hook. */
  readonly staging: StagingStory | undefined;
  /** When it ended, by ECS's clock. */
  readonly endedAt: number | undefined;
}

/** Whether it failed, or goes back though nobody asked for that. */
export function isFailedRollout(rollout: RolloutStory | undefined): boolean {
  if (rollout === undefined || (rollout.backAsked && rollout.rollback !== 'FAILED')) return false;
  return rollout.state === 'FAILED' || rollout.rollback !== undefined;
}

/** The rollout that the episode's deployments add up to; undefined if none began in it. */
export function rolloutStory(episode: Episode): RolloutStory | undefined {
  const [newest, ...earlier] = deploymentsBegun(episode);
  if (newest === undefined) return undefined;
  const { answer, revisions, imageTags, facts } = episode;
  // Of one that is gone back from, the failure itself may be unheard of.
  const failed =
    earlier.find(({ state }) => state === 'FAILED') ?? (newest.rollback === true ? earlier[0] : undefined);
  const goesBack = failed !== undefined && isRollback(newest, failed, episode);
  const attempt = goesBack ? failed : newest;
  const { cause } = episode;
  const backAsked = cause?.type === 'rollback' && cause.stops === attempt.id;
  // Where nothing was heard of the way back, ECS's answer knows what runs.
  const isForgotten = attempt.id in forgottenOf(episode);
  const isUnheard = isForgotten || (backAsked && !goesBack);
  const back = isUnheard ? answer?.deployments.find(isPrimary)?.id : undefined;
  const currentId = back ?? newest.id;
  const answered = answer?.deployments.find(({ id }) => id === currentId);
  const from = goesBack ? revisions[newest.id] : revisionBefore(episode, attempt);
  const to = revisions[attempt.id];
  // Tasks of a rollout that is rolled back are not old tasks that make room.
  const ids = new Set<string | undefined>([newest.id, attempt.id]);
  const leaving = Object.values(facts.tasks).filter(
    (task) => !ids.has(task.startedBy) && isStopping(task) && isExplainedStop(task, facts),
  );
  const stopped = leaving.filter(isEnded).length + facts.folded.expected;
  const tasks = rolloutTasks(episode, attempt.id);
  const folded = foldedTrouble(facts.folded.reasons, false);
  const known = stagingOf(episode, [newest.id, attempt.id]);
  const staging = known && stagingStory(known, facts);
  // What was heard of its way back is newer than an answer from before ECS forgot it.
  const staged = staging && stagedState(staging, isForgotten && !goesBack);
  const state = staged?.state ?? (goesBack ? 'FAILED' : attempt.state);
  const rollback = staged === undefined ? (goesBack ? newest.state : undefined) : staged.rollback;
  const isForward = !goesBack && staged === undefined;
  const since = isForward ? hangingSince(episode, newest) : undefined;
  const overdue = isForward && known && overdueSince(known, facts);
  return {
    state: state === 'IN_PROGRESS' && isEndedUntold(attempt, episode) ? 'ENDED' : state,
    reason: state === 'FAILED' ? (attempt.reason ?? known?.reason) : undefined,
    rollback: rollbackState(rollback, episode, backAsked && state !== 'COMPLETED' && back !== attempt.id),
    backAsked,
    isOwn: isOwnRollout(attempt, episode) && !(backAsked && state === 'COMPLETED'),
    from,
    to,
    fromTag: from === undefined ? undefined : imageTags[from],
    toTag: to === undefined ? undefined : imageTags[to],
    fromDigest: goesBack
      ? digestOf(episode, [newest.id])
      : digestOf(episode, othersOf(episode, attempt.id, from)),
    toDigest: digestOf(episode, [attempt.id]),
    running: runningTasks(episode, currentId),
    desired: answered?.desiredCount ?? answer?.desiredCount,
    tasks,
    failed: tasks.filter(({ state }) => state === 'failed').length + folded,
    old: { draining: leaving.length - leaving.filter(isEnded).length, stopped },
    circuitBreaker: answer?.circuitBreaker,
    hanging:
      since !== undefined
        ? { since, for: (answer?.at ?? since) - since, messages: hangingMessages(answer) }
        : overdue
          ? { since: overdue, for: known.at - overdue, messages: [], stage: known.stage ?? '' }
          : undefined,
    staging:
      staging &&
      (state === 'IN_PROGRESS' && rollback === undefined
        ? staging
        : waitingForNobody(staging, state === 'COMPLETED')),
    endedAt: newest.state === 'IN_PROGRESS' ? undefined : newest.at,
  };
}

/** What a change asks of a deployment that goes on may also happen before it is decided. */
function isOwnRollout({ startedAt }: BegunDeployment, episode: Episode): boolean {
  const { cause, outcome } = episode;
  if (cause === undefined) return true;
  const isBegun = cause.type === 'deploy' || cause.type === 'restart' || cause.type === 'rollback';
  if (isBegun && !('stops' in cause)) return isCreatedIn(episode, startedAt);
  return outcome !== undefined;
}

/** A way back that was heard of, or asked for, is over when the service is steady. */
function rollbackState(
  known: RolloutStory['rollback'],
  episode: Episode,
  isAsked: boolean,
): RolloutStory['rollback'] {
  const isOver = isSettled(episode) && known !== 'FAILED' && (known !== undefined || isAsked);
  return isOver ? 'COMPLETED' : known;
}

/** One that failed, goes back or is done needs nobody, though the end of its hook may not be heard yet; its way back has no steps. */
function waitingForNobody(staging: StagingStory, isDone: boolean): StagingStory {
  return { ...staging, waits: [], expiring: undefined, steps: isDone ? staging.steps : [] };
}

/** How a deployment with stages ended, or that it goes back; a rolling one says so by its rollout states, as long as the service names it. */
function stagedState(
  { strategy, status }: StagingStory,
  isForgotten: boolean,
): Pick<RolloutStory, 'state' | 'rollback'> | undefined {
  if (strategy === 'ROLLING' && !isForgotten) return undefined;
  if (status === 'SUCCESSFUL') return { state: 'COMPLETED', rollback: undefined };
  if (status === 'ROLLBACK_SUCCESSFUL') return { state: 'FAILED', rollback: 'COMPLETED' };
  if (status === 'ROLLBACK_FAILED') return { state: 'FAILED', rollback: 'FAILED' };
  return status.startsWith('ROLLBACK_') ? { state: 'FAILED', rollback: 'IN_PROGRESS' } : undefined;
}

function hangingMessages(answer: Episode['answer']): HangingMessage[] {
  return (answer?.messages ?? []).map((text, index) => {
    const code = answer?.messageReasons?.[index];
    return { text, code: code === 'unknown' ? undefined : code };
  });
}

function isEndedUntold({ state }: BegunDeployment, episode: Episode): boolean {
  return state === 'IN_PROGRESS' && isSettled(episode);
}

function isRollback(newest: BegunDeployment, failed: BegunDeployment, episode: Episode): boolean {
  // Going back is part of the failed service deployment: what goes on in one of its own is a new one, of the same revision perhaps.
  const own = stagingOf(episode, [newest.id]);
  if (own !== undefined && !own.deployments.includes(failed.id)) {
    const isLater = own.createdAt > failed.startedAt && !own.status.startsWith('ROLLBACK_');
    if (isLater || isGoingOn(own.status)) return false;
  }
  const revision = episode.revisions[newest.id];
  return newest.rollback === true || (revision !== undefined && revision === revisionBefore(episode, failed));
}

/** The task definition of the tasks that make room for it; before any does, that of the only other deployment. */
function revisionBefore(
  { facts, revisions }: Episode,
  { id, startedAt }: BegunDeployment,
): string | undefined {
  const [making] = Object.values(facts.tasks)
    .filter((task) => task.startedBy !== id && isStopping(task) && isExplainedStop(task, facts))
    // Neither those of a deployment before it that failed, nor those of a later one.
    .filter(({ createdAt = 0, stoppingAt = Infinity }) => createdAt < startedAt && stoppingAt > startedAt)
    .sort(
      (one, other) =>
        (other.createdAt ?? 0) - (one.createdAt ?? 0) || (one.taskDefinition < other.taskDefinition ? -1 : 1),
    );
  const others = new Set(Object.entries(revisions).flatMap(([other, name]) => (other === id ? [] : [name])));
  const [only, ...more] = others;
  return making?.taskDefinition ?? (more.length === 0 ? only : undefined);
}

/** The other deployments of a task definition. */
function othersOf({ revisions }: Episode, id: string, taskDefinition: string | undefined): string[] {
  return Object.keys(revisions).filter((other) => other !== id && revisions[other] === taskDefinition);
}

/** The digest that all of these deployments run, as far as it is known; undefined if there are several. */
function digestOf({ imageDigests = {} }: Episode, deployments: readonly string[]): string | undefined {
  const [digest, ...more] = new Set(deployments.flatMap((id) => imageDigests[id] ?? []));
  return more.length > 0 || digest === 'differ' ? undefined : digest;
}

/** ECS's count (events may be lost, and a rollback's tasks may have been running before any), adjusted by what has started and stopped since. */
function runningTasks(episode: Episode, id: string): number {
  const { facts, answer } = episode;
  const answered = answer?.deployments.find((one) => one.id === id);
  const countedAt = answer === undefined || answered === undefined ? 0 : answer.at;
  const counted = answered?.runningCount ?? 0;
  if (isSettled(episode) && answered !== undefined) return counted;
  const changes = Object.values(facts.tasks).map((task) => {
    const { startedBy, startedAt, stoppingAt = task.updatedAt } = task;
    if (startedBy !== id || startedAt === undefined) return 0;
    if (startedAt > countedAt) return isStopping(task) ? 0 : 1;
    return isStopping(task) && stoppingAt > countedAt ? -1 : 0;
  });
  return Math.max(
    0,
    changes.reduce<number>((sum, change) => sum + change, counted),
  );
}

/** One task of a rollout's new revision. */
export interface RolloutTask {
  readonly id: string;
  /** `up`: RUNNING, and HEALTHY where there is a health check. `left`: scaled in, or rolled back. */
  readonly state: 'starting' | 'running' | 'up' | 'failed' | 'left';
  readonly lastStatus: string;
  /** Why it failed. */
  readonly reason: StopReason | undefined;
}

/** The tasks of a deployment that are kept in full, in order of creation. */
function rolloutTasks(episode: Episode, deployment: string): RolloutTask[] {
  const { facts } = episode;
  return Object.entries(facts.tasks)
    .filter(([, { startedBy }]) => startedBy === deployment)
    .sort(
      ([oneId, one], [otherId, other]) =>
        (one.createdAt ?? one.updatedAt) - (other.createdAt ?? other.updatedAt) || (oneId < otherId ? -1 : 1),
    )
    .map(([id, task]) => {
      const reason = stopReason(task, false);
      const failed = isStopping(task) && !reason.expected && !isExplainedStop(task, facts);
      const { lastStatus } = task;
      if (failed) return { id, lastStatus, state: 'failed', reason };
      if (isStopping(task)) return { id, lastStatus, state: 'left', reason: undefined };
      if (task.startedAt === undefined) return { id, lastStatus, state: 'starting', reason: undefined };
      // Health is not checked after the closing.
      const state = upAt(task, episode) === undefined && episode.phase !== 'closed' ? 'running' : 'up';
      return { id, lastStatus, state, reason: undefined };
    });
}
