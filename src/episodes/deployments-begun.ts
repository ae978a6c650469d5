import type { Episode } from './episode.ts';
import type { AnsweredDeployment } from './fact.ts';
import type { DeploymentState } from './fact-set.ts';

/** A deployment with its id, and its state by whoever knew last: an event, or an answer of DescribeServices. */
export interface BegunDeployment extends DeploymentState {
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
  const { facts, border, answer, openedAt } = episode;
  const unheard = (answer?.deployments ?? []).flatMap(({ id, rolloutState: text, createdAt = 0 }) => {
    const state = rolloutState(text);
    const isNew = createdAt > border && createdAt > openedAt - soonMs;
    if (facts.deployments[id]?.startedAt !== undefined || state === undefined || !isNew) return [];
    return [[id, { state, at: 0, startedAt: createdAt }] as const];
  });
  return Object.entries<DeploymentState>({ ...Object.fromEntries(unheard), ...startedOf(episode) })
    .flatMap(([id, deployment]) => {
      const { startedAt } = deployment;
      if (startedAt === undefined || startedAt <= border) return [];
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
