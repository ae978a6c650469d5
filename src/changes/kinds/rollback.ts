import type { ECSClient } from '@aws-sdk/client-ecs';
import { readClusterTags } from '../../aws/ecs/clusters.ts';
import {
  describeServiceDeployments,
  listServiceDeployments,
  type ServiceDeploymentBrief,
  stopServiceDeployment,
} from '../../aws/ecs/service-deployments.ts';
import {
  describeServiceRevisions,
  describeServices,
  isDeploying,
  type Service,
  updateTaskDefinition,
} from '../../aws/ecs/services.ts';
import { definitionChanges, readRevision } from '../../aws/ecs/task-definitions.ts';
import type { RollbackChange } from '../change.ts';
import { deploymentAfter, type Effect } from '../effects.ts';
import { type ChangeKind, type Clients, keptHealthy, narrowingTags, primaryOf } from './kind.ts';

/** Two clocks, ECS's and the worker's, are less far apart than this, milliseconds. */
const apartMs = 10_000;

/** Stale when another deployment has begun or the running one has ended, or the service is gone or being deleted. */
export const rollbackKind: ChangeKind<RollbackChange> = {
  async inspect(clients, change, recent) {
    const { target, before, after, stops } = change;
    const [[service], clusterTags] = await Promise.all([
      describeServices(clients.ecs, target.cluster, [target.service], ['TAGS']),
      readClusterTags(clients.ecs, target.cluster),
    ]);
    const tags = narrowingTags(clusterTags, service?.tags ?? {});
    const gone = { stale: true, current: change, tags, effect: {} };
    if (service?.status !== 'ACTIVE') return gone;
    const current = await rollbackChange(service, clients, recent, change.named);
    if ('why' in current) return gone;
    return {
      stale:
        current.before.deploymentId !== before.deploymentId ||
        current.after.taskDefinition !== after.taskDefinition ||
        current.stops !== stops,
      current,
      tags,
      effect: { leaves: current.keeps },
    };
  },
  async apply({ ecsOnce }, { target, after, stops }) {
    if (stops !== undefined) return { requestId: await stopServiceDeployment(ecsOnce, stops) };
    const { requestId, deploymentId } = await updateTaskDefinition(ecsOnce, target, after.taskDefinition);
    return { requestId, ...(deploymentId !== undefined && { made: deploymentId }) };
  },
  async findMade({ ecs }, { target, before, after, stops }, decidedAt) {
    if (stops !== undefined) {
      const [running] = await describeServiceDeployments(ecs, [stops]);
      if (running === undefined || inProgress.has(running.status)) return 'nothing known';
      return running.status === 'SUCCESSFUL' ? 'overtaken' : 'made';
    }
    const [service] = await describeServices(ecs, target.cluster, [target.service]);
    const primary = service && primaryOf(service);
    if (primary === undefined || primary.id === before.deploymentId) return 'nothing known';
    const isSince = (primary.createdAt?.getTime() ?? 0) > Date.parse(decidedAt) - apartMs;
    return isSince && primary.taskDefinition === after.taskDefinition ? 'made' : 'overtaken';
  },
};

/** Why a service can't be rolled back. */
export interface NoRollback {
  readonly why: /** No other task definition ever ran successfully, as far as ECS remembers: ninety days. */
    | 'nothingBefore'
    /** It is being rolled back already. */
    | 'alreadyRolling'
    /** The named revision is not the one that ran before the deployment that is in progress. */
    | 'notItsSource'
    /** It runs that revision. */
    | 'sameRevision'
    | 'unknownRevision'
    /** It was deregistered, so ECS starts no task from it. */
    | 'inactiveRevision';
  /** `family:revision`, where the reason is about one. */
  readonly taskDefinition?: string;
}

const inProgress: ReadonlySet<string> = new Set(['PENDING', 'IN_PROGRESS']);
const rolling: ReadonlySet<string> = new Set([
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
]);

/** How far back a deployment is looked for that ended well. */
const mostDeployments = 100;

/**
 * The rollback of a service as it is now: while a deployment is in progress, its end; else a deployment of the task definition that last ran
 * successfully before the current one, or of the `named` revision of the same family.
 */
export async function rollbackChange(
  service: Service,
  { ecs }: Pick<Clients, 'ecs'>,
  recent: readonly Effect[],
  named?: number,
): Promise<RollbackChange | NoRollback> {
  const { cluster, name, desiredCount, runningCount, taskDefinition } = service;
  const target = { cluster, service: name };
  const listed = await listServiceDeployments(ecs, target, { most: mostDeployments });
  const [newest] = listed;
  if (newest !== undefined && rolling.has(newest.status)) return { why: 'alreadyRolling' };
  const running = newest !== undefined && inProgress.has(newest.status) ? newest : undefined;
  const before = running ? await sourceOf(ecs, running) : await lastOther(ecs, listed, taskDefinition);
  const [family = ''] = taskDefinition.split(':');
  const wanted = named === undefined ? before?.taskDefinition : `${family}:${named}`;
  if (wanted === undefined) return { why: 'nothingBefore' };
  // A restart in progress goes back to the images from before it.
  if (!running && wanted === taskDefinition) return { why: 'sameRevision', taskDefinition };
  if (running && wanted !== before?.taskDefinition) return { why: 'notItsSource', taskDefinition: wanted };
  const [now, then] = await Promise.all([readRevision(ecs, taskDefinition), readRevision(ecs, wanted)]);
  if (then === undefined) return { why: 'unknownRevision', taskDefinition: wanted };
  if (then.status === 'INACTIVE') return { why: 'inactiveRevision', taskDefinition: wanted };
  const ranAt = wanted === before?.taskDefinition ? before.ranAt : undefined;
  return {
    type: 'rollback',
    target,
    before: {
      desiredCount,
      runningCount,
      deploymentId: deploymentAfter(primaryOf(service)?.id ?? '', recent),
      taskDefinition,
      isDeploying: isDeploying(service),
    },
    after: { taskDefinition: wanted },
    ...(running && { stops: running.arn }),
    ...(named !== undefined && { named }),
    ...(ranAt && { ranAt: ranAt.toISOString() }),
    differences: definitionChanges(now ?? {}, then).slice(0, mostDifferences),
    keeps: await keptHealthy(ecs, service),
  };
}

/** A card holds no more; the rest is a `task-definition --diff` away. */
const mostDifferences = 8;

interface Ran {
  readonly taskDefinition: string;
  readonly ranAt: Date | undefined;
}

/** What ran before the deployment that is in progress. */
async function sourceOf(ecs: ECSClient, running: ServiceDeploymentBrief): Promise<Ran | undefined> {
  const [deployment] = await describeServiceDeployments(ecs, [running.arn]);
  const [source] = await describeServiceRevisions(
    ecs,
    (deployment?.from ?? []).slice(0, 1).map(({ arn }) => arn),
  );
  return source && { taskDefinition: source.taskDefinition, ranAt: undefined };
}

/** The last deployment that ended well with another task definition than the current one. */
async function lastOther(
  ecs: ECSClient,
  listed: readonly ServiceDeploymentBrief[],
  current: string,
): Promise<Ran | undefined> {
  const successful = listed.filter(({ status }) => status === 'SUCCESSFUL');
  const deployments = await describeServiceDeployments(
    ecs,
    successful.map(({ arn }) => arn),
  );
  const revisions = await describeServiceRevisions(
    ecs,
    deployments.flatMap(({ to }) => to?.arn ?? []),
  );
  const byArn = new Map(revisions.map((each) => [each.arn, each.taskDefinition]));
  for (const { to, finishedAt } of deployments) {
    const taskDefinition = byArn.get(to?.arn ?? '');
    if (taskDefinition !== undefined && taskDefinition !== current)
      return { taskDefinition, ranAt: finishedAt };
  }
  return undefined;
}
