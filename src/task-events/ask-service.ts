import type { AnswerFact } from '../episodes/fact.ts';
import type { World } from './world.ts';

/** An answer of DescribeServices as a fact, with the time at which it was asked. */
export async function askService(
  { services, now }: Pick<World, 'services' | 'now'>,
  { cluster, service }: { readonly cluster: string; readonly service: string },
): Promise<AnswerFact> {
  const at = now();
  const found = await services.read(cluster, service);
  return {
    kind: 'answer',
    at,
    desiredCount: found?.desiredCount ?? 0,
    runningCount: found?.runningCount ?? 0,
    pendingCount: found?.pendingCount ?? 0,
    deployments: (found?.deployments ?? []).map((deployment) => ({
      id: deployment.id,
      status: deployment.status,
      taskDefinition: deployment.taskDefinition,
      desiredCount: deployment.desiredCount,
      runningCount: deployment.runningCount,
      ...(deployment.rolloutState && { rolloutState: deployment.rolloutState }),
      ...(deployment.rolloutStateReason && { reason: deployment.rolloutStateReason.slice(0, 300) }),
    })),
  };
}
