import { type BegunDeployment, deploymentsBegun } from './deployments-begun.ts';
import type { Episode } from './episode.ts';
import type { DeploymentState } from './fact-set.ts';
import { hangingSince } from './hanging-since.ts';
import { isEnded } from './is-ended.ts';
import { isExplainedStop } from './is-explained-stop.ts';
import { isStopping } from './is-stopping.ts';
import { type RolloutTask, rolloutTasks } from './rollout-tasks.ts';
import { foldedTrouble } from './stop-reason.ts';
import type { ReasonCode } from './stop-reasons/codes.ts';

/** What ECS says of a service whose rollout hangs, and where its words are known, why that happens. */
export interface HangingMessage {
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
