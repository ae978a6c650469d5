import { isDeepStrictEqual } from 'node:util';
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { compareImages } from '../../aws/ecs/moved-tags.ts';
import { isRegistered, newestNumber, readCopy, registerOnce } from '../../aws/ecs/revision-copy.ts';
import {
  describeServiceDeployments,
  listServiceDeployments,
  stopServiceDeployment,
} from '../../aws/ecs/service-deployments.ts';
import { isDeploying, type Service, updateTaskDefinition } from '../../aws/ecs/services.ts';
import { readRevision } from '../../aws/ecs/task-definitions.ts';
import { unpassableRoles } from '../../aws/pass-roles.ts';
import type { RollbackChange } from '../change.ts';
import { deploymentAfter, type Effect, isBehind } from '../effects.ts';
import { begunSince } from './begun-since.ts';
import { newRepositories } from './deploy-target.ts';
import {
  type ChangeKind,
  type Clients,
  keptHealthy,
  primaryOf,
  readTarget,
  replacingEffect,
  shownDifferences,
} from './kind.ts';
import { mostDeployments, ranBefore, sourceOf } from './ran-before.ts';

/** Stale when another deployment has begun or the running one has ended, a tag means another image, or the service is gone or being deleted. */
export const rollbackKind: ChangeKind<RollbackChange> = {
  async inspect(clients, change, recent) {
    const { target, before, after, stops } = change;
    const { service, tags } = await readTarget(clients.ecs, target);
    const gone = { stale: true, current: change, tags, effect: {} };
    if (service?.status !== 'ACTIVE') return gone;
    const { undoes } = change;
    const found = await rollbackChange(service, clients, recent, undoes?.back ?? change.named);
    if ('why' in found) return gone;
    const current = undoes === undefined ? found : { ...found, undoes };
    const { repositories } = current;
    return {
      stale:
        isBehind(service, recent) ||
        current.before.deploymentId !== before.deploymentId ||
        current.after.taskDefinition !== after.taskDefinition ||
        // A revision that somebody else registered is no reason to ask again.
        isAgain(current) !== isAgain(change) ||
        !isDeepStrictEqual(imagesNow(current), imagesNow(change)) ||
        current.stops !== stops,
      current,
      tags,
      effect: { ...replacingEffect(current), ...(repositories && { repositories }) },
    };
  },
  async prepare(clients, change, resumed) {
    const { after, registersAfter: newest } = change;
    if (newest === undefined) return { change };
    const { registersAfter: _, ...ready } = change;
    const copy = await readCopy(clients.ecs, after.taskDefinition);
    const taskDefinition = await registerOnce(clients, { copy, newest }, resumed);
    return { change: { ...ready, after: { taskDefinition } }, made: taskDefinition };
  },
  async apply({ ecsOnce }, { target, after, stops }) {
    if (stops !== undefined) return { requestId: await stopServiceDeployment(ecsOnce, stops) };
    const { requestId, deploymentId } = await updateTaskDefinition(ecsOnce, target, after.taskDefinition);
    return { requestId, ...(deploymentId !== undefined && { made: deploymentId }) };
  },
  async findMade({ ecs }, { target, before, after, stops, registersAfter: newest }, decidedAt) {
    if (stops !== undefined) {
      const [running] = await describeServiceDeployments(ecs, [stops]);
      if (running === undefined || inProgress.has(running.status)) return 'nothing known';
      // It ended well before, or a newer deployment took its place: ECS calls that STOPPED.
      return running.status.startsWith('ROLLBACK_') ? 'made' : 'overtaken';
    }
    if (newest === undefined) {
      return begunSince(ecs, { target, before }, (each) => each === after.taskDefinition, decidedAt);
    }
    const copy = await readCopy(ecs, after.taskDefinition);
    return begunSince(
      ecs,
      { target, before },
      (each) => isRegistered(ecs, each, { copy, newest }),
      decidedAt,
    );
  },
};

function imagesNow({ movedTags, gone }: RollbackChange): object {
  return { movedTags, gone };
}

/** Whether its revision has to be registered again. */
function isAgain({ registersAfter }: RollbackChange): boolean {
  return registersAfter !== undefined;
}

/** Why a service can't be rolled back. */
export type NoRollback =
  | NoWayBack
  /** What it would go back to was deregistered, and has these roles, which the bot may not pass on. */
  | { readonly why: 'mayNotPass'; readonly roles: readonly string[] };

interface NoWayBack {
  readonly why: /** No other task definition ever ran successfully, as far as ECS remembers: ninety days. */
    | 'nothingBefore'
    /** It is being rolled back already. */
    | 'alreadyRolling'
    /** The named revision is not the one that ran before the deployment that is in progress. */
    | 'notItsSource'
    /** It runs that revision. */
    | 'sameRevision'
    | 'unknownRevision'
    /** It is newer than what runs, and never ran here successfully: a deployment of something new, whatever it is called. */
    | 'neverRan';
  /** `family:revision`, where the reason is about one. */
  readonly taskDefinition?: string;
}

const inProgress: ReadonlySet<string> = new Set(['PENDING', 'IN_PROGRESS']);
const rolling: ReadonlySet<string> = new Set([
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
]);

export interface RollbackClients extends Pick<Clients, 'ecs' | 'ecr'> {
  /** The roles that the bot may pass on to tasks; absent where that was checked before. */
  readonly passRoles?: readonly string[];
}

/**
 * The rollback of a service as it is now: while a deployment is in progress, its end; else a deployment of the task definition that last ran
 * successfully before the current one, or of the `named` revision: a number of the same family, or `family:revision`.
 */
export async function rollbackChange(
  service: Service,
  { ecs, ecr, passRoles }: RollbackClients,
  recent: readonly Effect[],
  named?: number | string,
): Promise<RollbackChange | NoRollback> {
  const { cluster, name, desiredCount, runningCount, taskDefinition } = service;
  const target = { cluster, service: name };
  const listed = await listServiceDeployments(ecs, target, { most: mostDeployments });
  const [newest] = listed;
  if (newest !== undefined && rolling.has(newest.status)) return { why: 'alreadyRolling' };
  const running = newest !== undefined && inProgress.has(newest.status) ? newest : undefined;
  const past = running ? await sourceOf(ecs, running.arn, listed) : await ranBefore(ecs, service, listed);
  // A restart in progress goes back to the images from before it.
  const before = past.find((each) => running !== undefined || each.taskDefinition !== taskDefinition);
  const [family = ''] = taskDefinition.split(':');
  const wanted = typeof named === 'number' ? `${family}:${named}` : (named ?? before?.taskDefinition);
  if (wanted === undefined) return { why: 'nothingBefore' };
  if (!running && wanted === taskDefinition) return { why: 'sameRevision', taskDefinition };
  if (running && wanted !== before?.taskDefinition) return { why: 'notItsSource', taskDefinition: wanted };
  const [now, then] = await Promise.all([readRevision(ecs, taskDefinition), readRevision(ecs, wanted)]);
  if (then === undefined) return { why: 'unknownRevision', taskDefinition: wanted };
  const earlier = past.find((each) => each.taskDefinition === wanted);
  if (earlier === undefined && numberOf(wanted) > numberOf(taskDefinition)) {
    return { why: 'neverRan', taskDefinition: wanted };
  }
  const { ranAt } = earlier ?? {};
  // What never ran here is deployed for the first time, however old it is.
  const repositories = earlier ? [] : newRepositories(then, now ?? {}, service.arn);
  // What ran before a deployment in progress ECS takes up again by itself: Terraform has deregistered it by then.
  const isGone = then.status !== 'ACTIVE' && !running;
  const roles = isGone && passRoles !== undefined ? unpassableRoles(then, passRoles) : [];
  if (roles.length > 0) return { why: 'mayNotPass', roles };
  // What can't be known is no reason to refuse a rollback.
  const images = running
    ? undefined
    : await compareImages(ecr, service.arn, earlier?.images ?? imagesOf(then)).catch(() => undefined);
  const registersAfter = isGone ? await newestNumber(ecs, wanted) : undefined;
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
    ...(registersAfter !== undefined && { registersAfter }),
    ...(running && { stops: running.arn }),
    ...(typeof named === 'number' && { named }),
    ...(ranAt && { ranAt: ranAt.toISOString() }),
    ...shownDifferences(now ?? {}, then),
    ...(images && images.movedTags.length > 0 && { movedTags: images.movedTags }),
    ...(images && images.gone.length > 0 && { gone: images.gone }),
    ...(repositories.length > 0 && { repositories }),
    ...(await keptHealthy(ecs, service)),
  };
}

/** Of a revision that never ran here, nobody knows what its tags meant. */
function imagesOf({ containerDefinitions = [] }: TaskDefinition) {
  return containerDefinitions.map(({ image = '' }) => ({ image, digest: undefined }));
}

/** The number of `family:revision`. */
function numberOf(taskDefinition: string): number {
  return Number(taskDefinition.split(':')[1]);
}
