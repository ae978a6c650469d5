import { type Episode, isOwn, upAt } from './episode.ts';
import { type AnsweredDeployment, type DeploymentState, isEnded, isStopping } from './facts.ts';
import type { ReasonCode } from './stop-reasons/codes.ts';
import { foldedTrouble, isExplainedStop, type StopReason, stopReason } from './stops.ts';

/** A deployment with its id, and its state by whoever knew last: an event, or an answer of DescribeServices. */
interface BegunDeployment extends DeploymentState {
  readonly id: string;
  readonly startedAt: number;
}

/** Tasks are made, and their events sent, this soon after a deployment begins. */
const soonMs = 60_000;

/**
 * The deployments that began in the episode, the newest first: by their events, and where those were lost, because they failed in
 * it, or because ECS made them when it opened.
 */
export function deploymentsBegun(episode: Episode): BegunDeployment[] {
  const { facts, startedAfter, answer, openedAt } = episode;
  const unheard = (answer?.deployments ?? []).flatMap(({ id, rolloutState: text, createdAt = 0 }) => {
    const state = rolloutState(text);
    const isNew = createdAt > startedAfter && createdAt > openedAt - soonMs;
    if (facts.deployments[id]?.startedAt !== undefined || state === undefined || !isNew) return [];
    return [[id, { state, at: 0, startedAt: createdAt }] as const];
  });
  return Object.entries<DeploymentState>({ ...Object.fromEntries(unheard), ...startedOf(episode) })
    .flatMap(([id, deployment]) => {
      const { startedAt } = deployment;
      if (startedAt === undefined || !isOwn(episode, `${id} ${deployment.state}`, startedAt)) return [];
      const answered = answer?.deployments.find((one) => one.id === id);
      const state = rolloutState(answered?.rolloutState) ?? settledState(episode, answered);
      const isNewer = state !== undefined && state !== deployment.state && (answer?.at ?? 0) > deployment.at;
      if (!isNewer) return [{ ...deployment, id, startedAt }];
      return [{ ...deployment, id, startedAt, state, ...(answered?.reason && { reason: answered.reason }) }];
    })
    .sort((one, other) => other.startedAt - one.startedAt || (one.id < other.id ? -1 : 1));
}

/** Where ECS names no state: what has the service when it is steady is complete. */
function settledState(
  { phase, superseded }: Episode,
  answered: AnsweredDeployment | undefined,
): DeploymentState['state'] | undefined {
  const isSettled = phase === 'closed' && superseded !== true && answered?.status === 'PRIMARY';
  return isSettled ? 'COMPLETED' : undefined;
}

/** By events. Of one that only failed, the failure came after its beginning. */
function startedOf({ facts }: Episode): Record<string, DeploymentState> {
  const known = Object.entries(facts.deployments).filter(
    ([, { startedAt, state }]) => startedAt !== undefined || state === 'FAILED',
  );
  return Object.fromEntries(known.map(([id, one]) => [id, { startedAt: one.at - 1, ...one }]));
}

function rolloutState(text: string | undefined): DeploymentState['state'] | undefined {
  return text === 'IN_PROGRESS' || text === 'COMPLETED' || text === 'FAILED' ? text : undefined;
}

/**
 * Task definitions (`family:revision`) of which something has to be known: of what runs, whether there is a health check; of a
 * rollout's, the image. Whatever ECS answered, each is asked for once.
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

/** Task definitions that the service runs or is to run: by DescribeServices, and by the tasks that started in the episode. */
export function runningTaskDefinitions({ facts, answer, openedAt }: Episode): string[] {
  const started = Object.values(facts.tasks).filter(
    (task) => task.startedAt !== undefined && task.startedAt > openedAt && !isStopping(task),
  );
  const deployed = (answer?.deployments ?? []).filter(
    ({ status, desiredCount, runningCount }) => status === 'PRIMARY' || desiredCount + runningCount > 0,
  );
  return [...new Set([...started, ...deployed].map(({ taskDefinition }) => taskDefinition))];
}

/** What ECS says of a service whose rollout hangs, and where its words are known, why that happens. */
interface HangingMessage {
  readonly text: string;
  readonly code: ReasonCode | undefined;
}

/** The newest rollout of an episode; one that failed stays the rollout while ECS goes back to what ran before. */
export interface RolloutStory {
  /** `ENDED`: something else has the service since it was steady, and how this one ended was never told. */
  readonly state: DeploymentState['state'] | 'ENDED';
  /** ECS's words for a failure. */
  readonly reason: string | undefined;
  /** Where ECS went back to the deployment before: how far that is. */
  readonly rollback: DeploymentState['state'] | undefined;
  /** `family:revision`; undefined while not known. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly fromTag: string | undefined;
  readonly toTag: string | undefined;
  /** Tasks of the deployment that has the service now. */
  readonly running: number;
  readonly desired: number | undefined;
  /** Tasks of the new revision, in the order in which they were made; those kept in full. */
  readonly tasks: readonly RolloutTask[];
  /** Tasks of the new revision that failed: of what is folded, all. */
  readonly failed: number;
  /** Tasks that make room for it. */
  readonly old: { readonly draining: number; readonly stopped: number };
  readonly circuitBreaker: 'off' | 'on' | 'on, with rollback' | undefined;
  /** Since when nothing has come of it, epoch milliseconds, with the service's own last messages. */
  readonly hanging:
    | { readonly since: number; readonly for: number; readonly messages: readonly HangingMessage[] }
    | undefined;
  /** When it had ended, by ECS's own time. */
  readonly endedAt: number | undefined;
}

/** What the deployments of the episode come to; undefined without one that began in it. */
export function rolloutStory(episode: Episode): RolloutStory | undefined {
  const [newest, ...earlier] = deploymentsBegun(episode);
  if (newest === undefined) return undefined;
  const { answer, revisions, imageTags, facts } = episode;
  const failed = earlier.find(({ state }) => state === 'FAILED');
  const goesBack = failed !== undefined && isRollback(newest, failed, episode);
  const attempt = goesBack ? failed : newest;
  const answered = answer?.deployments.find(({ id }) => id === newest.id);
  const from = goesBack ? revisions[newest.id] : revisionBefore(episode, attempt.id);
  const to = revisions[attempt.id];
  // What was rolled out and is taken back makes room for nobody.
  const ids = new Set<string | undefined>([newest.id, attempt.id]);
  const leaving = Object.values(facts.tasks).filter(
    (task) => !ids.has(task.startedBy) && isStopping(task) && isExplainedStop(task, facts),
  );
  const stopped = leaving.filter(isEnded).length + facts.folded.expected;
  const tasks = rolloutTasks(episode, attempt.id);
  const folded = foldedTrouble(facts.folded.reasons, false);
  const since = goesBack ? undefined : hangingSince(episode, newest);
  return {
    state: isEndedUntold(attempt, episode) ? 'ENDED' : attempt.state,
    reason: attempt.state === 'FAILED' ? attempt.reason : undefined,
    rollback: goesBack ? newest.state : undefined,
    from,
    to,
    fromTag: from === undefined ? undefined : imageTags[from],
    toTag: to === undefined ? undefined : imageTags[to],
    running: runningTasks(episode, newest.id),
    desired: answered?.desiredCount ?? answer?.desiredCount,
    tasks,
    failed: tasks.filter(({ state }) => state === 'failed').length + folded,
    old: { draining: leaving.length - leaving.filter(isEnded).length, stopped },
    circuitBreaker: answer?.circuitBreaker,
    hanging:
      since === undefined
        ? undefined
        : { since, for: (answer?.at ?? since) - since, messages: hangingMessages(answer) },
    endedAt: newest.state === 'IN_PROGRESS' ? undefined : newest.at,
  };
}

function hangingMessages(answer: Episode['answer']): HangingMessage[] {
  return (answer?.messages ?? []).map((text, index) => {
    const code = answer?.messageReasons?.[index];
    return { text, code: code === 'unknown' ? undefined : code };
  });
}

function isEndedUntold({ state }: BegunDeployment, { phase, superseded }: Episode): boolean {
  return state === 'IN_PROGRESS' && phase === 'closed' && superseded !== true;
}

function isRollback(newest: BegunDeployment, failed: BegunDeployment, episode: Episode): boolean {
  return newest.rollback === true || episode.revisions[newest.id] === revisionBefore(episode, failed.id);
}

/** What the tasks that make room were made from; before any does, what the only other deployment runs. */
function revisionBefore({ facts, revisions }: Episode, id: string): string | undefined {
  const [making] = Object.values(facts.tasks)
    .filter((task) => task.startedBy !== id && isStopping(task) && isExplainedStop(task, facts))
    .sort(
      (one, other) =>
        (other.createdAt ?? 0) - (one.createdAt ?? 0) || (one.taskDefinition < other.taskDefinition ? -1 : 1),
    );
  const others = new Set(Object.entries(revisions).flatMap(([other, name]) => (other === id ? [] : [name])));
  const [only, ...more] = others;
  return making?.taskDefinition ?? (more.length === 0 ? only : undefined);
}

/** What ECS counted, for events may be lost and a rollback's tasks may have run before any; and what started and stopped since it did. */
function runningTasks({ facts, answer, phase }: Episode, id: string): number {
  const answered = answer?.deployments.find((one) => one.id === id);
  const countedAt = answer === undefined || answered === undefined ? 0 : answer.at;
  const counted = answered?.runningCount ?? 0;
  if (phase === 'closed' && answered !== undefined) return counted;
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

/** The tasks of a deployment that are kept in full, in the order in which they were made. */
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
      // After the closing nobody looks any more.
      const state = upAt(task, episode) === undefined && episode.phase !== 'closed' ? 'running' : 'up';
      return { id, lastStatus, state, reason: undefined };
    });
}

/** A rollout that came no closer to its end for so long is told as hanging: longer than a slow start with its health checks. */
export const hangsAfterMs = 10 * 60_000;

/**
 * Since when the rollout hangs, as the newest answer of DescribeServices showed; undefined when it does not. While all its tasks
 * are there ECS waits on purpose: it bakes, watches alarms, shifts traffic step by step, or waits for a hook.
 */
function hangingSince(episode: Episode, rollout: BegunDeployment): number | undefined {
  if (rollout.state !== 'IN_PROGRESS' || episode.answer === undefined) return undefined;
  if (!lacksTasks(episode, rollout)) return undefined;
  const since = rolloutProgressAt(episode, rollout);
  return episode.answer.at >= since + hangsAfterMs ? since : undefined;
}

function lacksTasks({ answer, facts }: Episode, { id }: BegunDeployment): boolean {
  if (answer === undefined) return false;
  const { runningCount, desiredCount } = answer.deployments.find((one) => one.id === id) ?? answer;
  if (typeof answer.unhealthy === 'number' && answer.unhealthy > 0) return true;
  const isBegun = Object.values(facts.tasks).some(({ startedBy }) => startedBy === id);
  // A hook can hold it up before its first task.
  return runningCount < desiredCount && (isBegun || runningCount > 0 || answer.hasHooks !== true);
}

/** When a rollout last came closer to its end: it began, a new task came up and stayed, or an old one
 * made room. Epoch milliseconds. */
export function rolloutProgressAt(episode: Episode, rollout: BegunDeployment): number {
  const { facts } = episode;
  const times = Object.values(facts.tasks).flatMap((task) => {
    const isNew = task.startedBy === rollout.id;
    if (isNew) return isStopping(task) ? [] : (upAt(task, episode) ?? []);
    return task.stoppingAt !== undefined && isExplainedStop(task, facts) ? [task.stoppingAt] : [];
  });
  return Math.max(rollout.startedAt, ...times);
}
