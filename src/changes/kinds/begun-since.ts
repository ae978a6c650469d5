import type { ECSClient } from '@aws-sdk/client-ecs';
import { describeServiceDeployments, listServiceDeployments } from '../../aws/ecs/service-deployments.ts';
import { describeServiceRevisions, describeServices } from '../../aws/ecs/services.ts';
import type { RestartChange } from '../change.ts';
import { primaryOf, type Stands } from './kind.ts';

/** Two clocks, ECS's and the worker's, are less far apart than this, milliseconds. */
const apartMs = 10_000;

/**
 * What became of a deployment that was decided on at `decidedAt` (ISO): by the service's PRIMARY, and where ECS has gone back to what ran before, by its
 * history. `isOurs` says whether this task definition (`family:revision`) is what was deployed.
 */
export async function begunSince(
  ecs: ECSClient,
  { target, before }: Pick<RestartChange, 'target' | 'before'>,
  isOurs: (taskDefinition: string) => boolean | Promise<boolean>,
  decidedAt: string,
): Promise<Stands> {
  const [service] = await describeServices(ecs, target.cluster, [target.service]);
  const primary = service && primaryOf(service);
  // A service that is gone refuses the change by itself.
  if (primary === undefined) return 'nothing known';
  const since = new Date(Date.parse(decidedAt) - apartMs);
  const isFromBefore = primary.id === before.deploymentId || (primary.createdAt ?? since) <= since;
  if (!isFromBefore) return (await isOurs(primary.taskDefinition)) ? { made: primary.id } : 'overtaken';
  const gone = await goneSince(ecs, target, since);
  for (const taskDefinition of gone) if (await isOurs(taskDefinition)) return 'made';
  return primary.id === before.deploymentId && gone.length === 0 ? 'nothing known' : 'overtaken';
}

/** The task definitions of deployments that have begun since, and run no more: ECS has gone back, and its PRIMARY is again one from before. */
async function goneSince(
  ecs: ECSClient,
  target: RestartChange['target'],
  since: Date,
): Promise<readonly string[]> {
  const listed = await listServiceDeployments(ecs, target, { most: mostSince, since });
  const gone = listed.filter(({ status }) => !standing.has(status)).map(({ arn }) => arn);
  const deployments = await describeServiceDeployments(ecs, gone);
  const revisions = await describeServiceRevisions(
    ecs,
    deployments.flatMap(({ to }) => to?.arn ?? []),
  );
  return revisions.map(({ taskDefinition }) => taskDefinition);
}

/** How many deployments there may have been since. */
const mostSince = 100;
/** The PRIMARY's own: it may have begun just before the decision. */
const standing: ReadonlySet<string> = new Set(['PENDING', 'IN_PROGRESS', 'SUCCESSFUL']);
