import { type Episode, isOwn } from './episode.ts';
import type { AnsweredDeployment, DeploymentState } from './facts.ts';

/** A deployment with its id and its latest known state, from an event or from DescribeServices. */
export interface BegunDeployment extends DeploymentState {
  readonly id: string;
  readonly startedAt: number;
}

/** Within this time after a deployment begins, its tasks are created and their events sent. */
const soonMs = 60_000;

/**
 * The deployments that began in the episode, newest first. If its start event was lost, a deployment counts if it failed in the episode, or if ECS
 * created it no earlier than just before the episode opened.
 */
export function deploymentsBegun(episode: Episode): BegunDeployment[] {
  const { facts, answer } = episode;
  const unheard = (answer?.deployments ?? []).flatMap(({ id, rolloutState: text, createdAt = 0 }) => {
    const state = rolloutState(text);
    const isHeard = facts.deployments[id]?.startedAt !== undefined;
    if (isHeard || state === undefined || !isCreatedIn(episode, createdAt)) return [];
    return [[id, { state, at: 0, startedAt: createdAt }] as const];
  });
  const known = { ...forgottenOf(episode), ...Object.fromEntries(unheard), ...startedOf(episode) };
  return Object.entries<DeploymentState>(known)
    .flatMap(([id, deployment]) => {
      const { startedAt } = deployment;
      if (startedAt === undefined || !isOwn(episode, `${id} ${deployment.state}`, startedAt)) return [];
      const answered = answer?.deployments.find((one) => one.id === id);
      const state = answeredState(answered) ?? settledState(episode, answered);
      const isNewer = state !== undefined && state !== deployment.state && (answer?.at ?? 0) > deployment.at;
      if (!isNewer) return [{ ...deployment, id, startedAt }];
      return [{ ...deployment, id, startedAt, state, ...(answered?.reason && { reason: answered.reason }) }];
    })
    .sort((one, other) => other.startedAt - one.startedAt || (one.id < other.id ? -1 : 1));
}

/** ECS's clock, and that of the worker that has begun a deployment, are less far apart than this, milliseconds. */
const apartMs = 10_000;

/** Whether ECS created it within the episode: after the change was asked for, or just before the episode opened. */
export function isCreatedIn({ startedAfter, openedAt, cause }: Episode, createdAt: number): boolean {
  const isBegun = cause?.type === 'restart' || cause?.type === 'deploy' || cause?.type === 'rollback';
  return createdAt > startedAfter - (isBegun ? apartMs : 0) && createdAt > openedAt - soonMs;
}

/** One of which no event was heard, and that the service, gone back, names no more: DescribeServiceDeployments has told how it ended. */
export function forgottenOf(episode: Episode): Record<string, DeploymentState> {
  const { staging, answer } = episode;
  if (staging === undefined || !isCreatedIn(episode, staging.createdAt)) return {};
  if (!staging.status.startsWith('ROLLBACK_')) return {};
  const named = new Set(answer?.deployments.map(({ id }) => id));
  const gone = staging.deployments.filter((id) => !named.has(id));
  return Object.fromEntries(
    gone.map((id) => [id, { state: 'FAILED', at: staging.createdAt, startedAt: staging.createdAt }]),
  );
}

/**
 * One that makes room was complete before: if it is gone back to, the answer is from before that, though a clock that is ahead, or ECS's lag, dates it
 * after the event.
 */
function answeredState(answered: AnsweredDeployment | undefined): DeploymentState['state'] | undefined {
  const state = rolloutState(answered?.rolloutState);
  return state === 'COMPLETED' && answered !== undefined && !isPrimary(answered) ? undefined : state;
}

/** Where ECS gives no rollout state: the primary deployment of a steady service is complete. */
function settledState(
  episode: Episode,
  answered: AnsweredDeployment | undefined,
): DeploymentState['state'] | undefined {
  return isSettled(episode) && answered?.status === 'PRIMARY' ? 'COMPLETED' : undefined;
}

/** From events. If only a failure is known, the deployment began before it. */
function startedOf({ facts }: Episode): Record<string, DeploymentState> {
  const known = Object.entries(facts.deployments).filter(
    ([, { startedAt, state }]) => startedAt !== undefined || state === 'FAILED',
  );
  return Object.fromEntries(known.map(([id, one]) => [id, { startedAt: one.at - 1, ...one }]));
}

function rolloutState(text: string | undefined): DeploymentState['state'] | undefined {
  return text === 'IN_PROGRESS' || text === 'COMPLETED' || text === 'FAILED' ? text : undefined;
}

/** The deployment that the service should be. */
export function isPrimary({ status }: AnsweredDeployment): boolean {
  return status === 'PRIMARY';
}

/** Whether its service was steady when it closed. */
export function isSettled({ phase, superseded }: Episode): boolean {
  return phase === 'closed' && superseded !== true;
}
