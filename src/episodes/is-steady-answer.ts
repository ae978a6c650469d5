import type { Episode } from './episode.ts';

/**
 * Whether DescribeServices, asked after the newest event and the change's outcome, saw the service steady: as many
 * tasks running as are desired and no deployment in progress.
 */
export function isSteadyAnswer({ answer, lastEventAt, outcome, cause }: Episode): boolean {
  if (answer === undefined || answer.at <= lastEventAt || answer.at < (outcome?.at ?? 0)) return false;
  const { desiredCount, runningCount, pendingCount, deployments } = answer;
  // Protected tasks can hold up a scale-in for hours: it is not done while more run than are desired.
  const enough = cause?.type === 'scale' ? runningCount === desiredCount : runningCount >= desiredCount;
  return enough && pendingCount === 0 && !deployments.some((one) => inProgress(one, deployments.length));
}

/** Without a rollout state (Classic load balancer, other controllers) a second deployment says that one is in progress. */
function inProgress({ rolloutState }: { readonly rolloutState?: string }, count: number): boolean {
  return rolloutState === undefined ? count > 1 : rolloutState === 'IN_PROGRESS';
}
