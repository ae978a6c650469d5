import type { Episode } from './episode.ts';
import type { DeploymentState } from './fact-set.ts';
import { isExpectedStop } from './is-expected-stop.ts';
import { isStopping } from './is-stopping.ts';

/** The newest rollout of an episode. */
export interface RolloutStory {
  readonly state: DeploymentState['state'];
  readonly reason: string | undefined;
  /** An earlier rollout of the same episode failed, and this one is what ECS went back to. */
  readonly rollback: boolean;
  /** `family:revision`; undefined while not known. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly running: number;
  readonly desired: number | undefined;
}

/** What the deployments of the episode come to; undefined without one that began in it. */
export function rolloutStory(episode: Episode): RolloutStory | undefined {
  const begun = Object.entries(episode.facts.deployments)
    .filter(([, { startedAt }]) => startedAt !== undefined && startedAt > episode.border)
    .sort(
      ([oneId, one], [otherId, other]) =>
        (other.startedAt ?? 0) - (one.startedAt ?? 0) || (oneId < otherId ? -1 : 1),
    );
  const [newest, ...earlier] = begun;
  if (newest === undefined) return undefined;
  const [id, deployment] = newest;
  const answered = episode.answer?.deployments.find((one) => one.id === id);
  const newer = answered && (episode.answer?.at ?? 0) > deployment.at ? answered : undefined;
  const state = rolloutState(newer?.rolloutState) ?? deployment.state;
  return {
    state,
    reason: state === deployment.state ? deployment.reason : newer?.reason,
    rollback: earlier.some(([, { state }]) => state === 'FAILED'),
    from: from(episode, id),
    to: episode.revisions[id],
    running: episode.phase === 'closed' && newer ? newer.runningCount : runningTasks(episode, id),
    desired: answered?.desiredCount ?? episode.answer?.desiredCount,
  };
}

function rolloutState(text: string | undefined): DeploymentState['state'] | undefined {
  return text === 'IN_PROGRESS' || text === 'COMPLETED' || text === 'FAILED' ? text : undefined;
}

/** What the tasks that make room were made from; before any does, what the only other deployment runs. */
function from({ facts, revisions }: Episode, id: string): string | undefined {
  const [making] = Object.values(facts.tasks)
    .filter((task) => task.startedBy !== id && isStopping(task) && isExpectedStop(task))
    .sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
  const others = Object.entries(revisions).filter(([other]) => other !== id);
  return making?.taskDefinition ?? (others.length === 1 ? others[0]?.[1] : undefined);
}

function runningTasks({ facts }: Episode, id: string): number {
  return Object.values(facts.tasks).filter(
    (task) => task.startedBy === id && task.startedAt !== undefined && !isStopping(task),
  ).length;
}
