import type { Episode } from './episode.ts';
import type { DeploymentState } from './fact-set.ts';

/** A deployment with its id, and its state by whoever knew last: an event, or an answer of DescribeServices. */
export interface BegunDeployment extends DeploymentState {
  readonly id: string;
  readonly startedAt: number;
}

/** The deployments that began in the episode, the newest first. */
export function deploymentsBegun({ facts, border, answer }: Episode): BegunDeployment[] {
  return Object.entries(facts.deployments)
    .flatMap(([id, deployment]) => {
      const { startedAt } = deployment;
      if (startedAt === undefined || startedAt <= border) return [];
      const answered = answer?.deployments.find((one) => one.id === id);
      const state = rolloutState(answered?.rolloutState);
      const isNewer = state !== undefined && state !== deployment.state && (answer?.at ?? 0) > deployment.at;
      if (!isNewer) return [{ ...deployment, id, startedAt }];
      return [{ ...deployment, id, startedAt, state, ...(answered?.reason && { reason: answered.reason }) }];
    })
    .sort((one, other) => other.startedAt - one.startedAt || (one.id < other.id ? -1 : 1));
}

function rolloutState(text: string | undefined): DeploymentState['state'] | undefined {
  return text === 'IN_PROGRESS' || text === 'COMPLETED' || text === 'FAILED' ? text : undefined;
}
