import type { DeploymentFact } from './fact.ts';
import type { DeploymentState } from './fact-set.ts';

/** ECS reports a rollback as a deployment in progress, and only its reason says what it is. */
const rollingBack = /rolling back/i;
const rank = { IN_PROGRESS: 0, COMPLETED: 1, FAILED: 2 } as const;

/** A deployment's report merged into what is known: the newest by its own time; of two at once, the one that ended. */
export function newestDeployment(known: DeploymentState | undefined, fact: DeploymentFact): DeploymentState {
  const { kind: _, id: __, ...reported } = fact;
  const started = [known?.startedAt, fact.state === 'IN_PROGRESS' ? fact.at : undefined].filter(
    (time) => time !== undefined,
  );
  const newest = known && !isNewer(reported, known) ? known : reported;
  return {
    ...newest,
    ...(started.length > 0 && { startedAt: Math.max(...started) }),
    ...((known?.rollback || rollingBack.test(fact.reason ?? '')) && { rollback: true }),
  };
}

function isNewer(one: DeploymentState, other: DeploymentState): boolean {
  if (one.at !== other.at) return one.at > other.at;
  if (one.state !== other.state) return rank[one.state] > rank[other.state];
  return (one.reason ?? '') > (other.reason ?? '');
}
