import { isDeepStrictEqual } from 'node:util';
import type { ECSClient, TaskDefinition } from '@aws-sdk/client-ecs';
import { compareImages, type MovedTag } from '../../aws/ecs/moved-tags.ts';
import {
  isRegistered,
  type RevisionCopy,
  readCopy,
  registerOnce,
  withImage,
} from '../../aws/ecs/revision-copy.ts';
import { listServiceDeployments } from '../../aws/ecs/service-deployments.ts';
import {
  describeServiceRevisions,
  isDeploying,
  type Service,
  updateTaskDefinition,
} from '../../aws/ecs/services.ts';
import { familyOf } from '../../aws/ecs/target.ts';
import { readRevision } from '../../aws/ecs/task-definitions.ts';
import type { DeployChange, DeployedImage } from '../change.ts';
import { deploymentAfter, type Effect, isBehind } from '../effects.ts';
import { begunSince } from './begun-since.ts';
import {
  type DeployClients,
  type DeployTarget,
  findDeployTarget,
  type NoDeploy,
  newRepositories,
} from './deploy-target.ts';
import {
  type ChangeKind,
  keptHealthy,
  primaryOf,
  readTarget,
  replacingEffect,
  shownDifferences,
} from './kind.ts';

/**
 * Stale when another deployment has begun, another revision is current, a tag means another image, or the target can't be deployed any more. First the
 * revision is registered, then the service updated: both are sent once.
 */
export const deployKind: ChangeKind<DeployChange> = {
  async inspect(clients, change, recent) {
    const { target, before, after, images, movedTags } = change;
    const { service, tags } = await readTarget(clients.ecs, target);
    const gone = { stale: true, current: change, tags, effect: effectOf(change) };
    if (service?.status !== 'ACTIVE') return gone;
    const current = await deployChange(service, change, clients, recent);
    if ('why' in current) return gone;
    return {
      stale:
        isBehind(service, recent) ||
        current.before.deploymentId !== before.deploymentId ||
        current.before.taskDefinition !== before.taskDefinition ||
        !isDeepStrictEqual(what(current.after), what(after)) ||
        !isDeepStrictEqual(current.images.map(pinned), images.map(pinned)) ||
        !isDeepStrictEqual(current.movedTags, movedTags),
      current,
      tags,
      effect: effectOf(current),
    };
  },
  async prepare({ ecs, ecsOnce }, change, resumed) {
    const { before, after } = change;
    if ('taskDefinition' in after) return { change };
    const registering = { copy: await copyWith(ecs, before, after), newest: after.newest };
    const taskDefinition = await registerOnce({ ecs, ecsOnce }, registering, resumed);
    return { change: { ...change, after: { taskDefinition } }, made: taskDefinition };
  },
  async apply({ ecsOnce }, { target, after }) {
    if (!('taskDefinition' in after)) throw new Error('Its revision is not registered yet');
    const { requestId, deploymentId } = await updateTaskDefinition(ecsOnce, target, after.taskDefinition);
    return { requestId, ...(deploymentId !== undefined && { made: deploymentId }) };
  },
  async findMade({ ecs }, change, decidedAt) {
    const { before, after } = change;
    if ('taskDefinition' in after) {
      return begunSince(ecs, change, (each) => each === after.taskDefinition, decidedAt);
    }
    const registering = { copy: await copyWith(ecs, before, after), newest: after.newest };
    return begunSince(ecs, change, (each) => isRegistered(ecs, each, registering), decidedAt);
  },
};

/** The revision that runs, with the image that is deployed. */
async function copyWith(
  ecs: ECSClient,
  { taskDefinition }: DeployChange['before'],
  { container, image }: { readonly container: string; readonly image: string },
): Promise<RevisionCopy> {
  return withImage(await readCopy(ecs, taskDefinition), container, image);
}

/** A revision that somebody registered meanwhile changes nothing of what was shown. */
function what(after: DeployChange['after']): object {
  return 'taskDefinition' in after ? after : { image: after.image, container: after.container };
}

function pinned({ container, image, digest }: DeployedImage): object {
  return { container, image, digest };
}

/** What it leaves healthy, and what it brings in. */
function effectOf(change: DeployChange) {
  const { family, repositories } = change;
  return {
    ...replacingEffect(change),
    ...(family !== undefined && { family }),
    ...(repositories.length > 0 && { repositories }),
  };
}

/** How many of its last deployments that ended well tell how long one takes. */
const mostTimed = 9;

/**
 * The deployment of what was typed to a service as it is now: at most 6 requests to ECS, and those of `findDeployTarget`.
 */
export async function deployChange(
  service: Service,
  { wanted, container }: Pick<DeployChange, 'wanted' | 'container'>,
  clients: DeployClients,
  recent: readonly Effect[],
): Promise<DeployChange | NoDeploy> {
  const { ecs } = clients;
  const { cluster, name, arn, desiredCount, runningCount, taskDefinition, strategy, hooks, tags } = service;
  const target = { cluster, service: name };
  const now = await readRevision(ecs, taskDefinition);
  if (now === undefined) return { why: 'unknownRevision', taskDefinition };
  const found = await findDeployTarget(service, now, { wanted, container }, clients);
  if ('why' in found) return found;
  const { after, definition } = found;
  const isNamed = 'taskDefinition' in after;
  const [running, timed, kept] = await Promise.all([
    runningDigests(ecs, service),
    listServiceDeployments(ecs, target, { most: mostTimed, status: ['SUCCESSFUL'] }),
    keptHealthy(ecs, service),
  ]);
  const images = withCurrent(found, now, running);
  const [only] = images;
  const others = isNamed ? [] : beside(now, after.container, running);
  const besides = await compareImages(clients.ecr, arn, others);
  if ('image' in after && only !== undefined && isSame(only)) return { why: 'runsIt', what: wanted };
  const takesMs = median(
    timed.flatMap(({ createdAt, finishedAt }) =>
      createdAt && finishedAt ? [finishedAt.getTime() - createdAt.getTime()] : [],
    ),
  );
  const stack = tags['aws:cloudformation:stack-name'];
  const family = definition.family ?? '';
  return {
    type: 'deploy',
    target,
    wanted,
    ...(container !== undefined && { container }),
    before: {
      desiredCount,
      runningCount,
      deploymentId: deploymentAfter(primaryOf(service)?.id ?? '', recent),
      taskDefinition,
      isDeploying: isDeploying(service),
    },
    after,
    images,
    ...(isNamed ? shownDifferences(now, definition) : { differences: [] }),
    movedTags: isNamed ? images.flatMap(movedTag) : besides.movedTags,
    roles: isNamed ? otherRoles(now, definition) : [],
    ...(family !== familyOf(taskDefinition) && { family }),
    repositories: newRepositories(definition, now, arn),
    strategy,
    hooks,
    ...(takesMs !== undefined && { takesMs }),
    ...(stack !== undefined && { stack }),
    ...kept,
  };
}

/** What each container's image meant when the service was last deployed, by container. */
async function runningDigests(
  ecs: ECSClient,
  { revisionArns, taskDefinition }: Service,
): Promise<ReadonlyMap<string, string>> {
  const revisions = await describeServiceRevisions(ecs, revisionArns);
  const current = revisions.find((each) => each.taskDefinition === taskDefinition);
  return new Map(
    (current?.images ?? []).flatMap(({ container, digest }) => (digest ? [[container, digest]] : [])),
  );
}

function withCurrent(
  { images }: DeployTarget,
  { containerDefinitions = [] }: TaskDefinition,
  running: ReadonlyMap<string, string>,
): DeployedImage[] {
  return images.map(({ container, checked }) => {
    const image = containerDefinitions.find(({ name }) => name === container)?.image;
    if (image === undefined) return { container, ...checked };
    const digest = image.split('@')[1] ?? running.get(container);
    return { container, ...checked, from: { image, ...(digest !== undefined && { digest }) } };
  });
}

/** The images with a tag in the containers beside the one that gets another: a deployment looks up again what each tag means. */
function beside(
  { containerDefinitions = [] }: TaskDefinition,
  container: string,
  running: ReadonlyMap<string, string>,
) {
  return containerDefinitions
    .filter(({ name, image = '' }) => name !== container && !image.includes('@'))
    .map(({ name = '', image = '' }) => ({ image, digest: running.get(name) }));
}

/** An image that keeps its name in a named revision, if it is another all the same. */
function movedTag({ image, digest: to, from }: DeployedImage): MovedTag[] {
  if (from?.image !== image || from.digest === undefined || to === undefined || from.digest === to) return [];
  return [{ image, from: from.digest, to }];
}

/** Whether the container runs that image now: by what it means, or by its name where nobody checked that. */
function isSame({ image, digest, from }: DeployedImage): boolean {
  if (from === undefined) return false;
  const [name, other] = [image, from.image].map((each) => each.split('@')[0]);
  return name === other && (digest === undefined ? image === from.image : digest === from.digest);
}

function otherRoles(now: TaskDefinition, then: TaskDefinition): DeployChange['roles'] {
  const roles = [
    { name: 'taskRole', before: now.taskRoleArn, role: then.taskRoleArn },
    { name: 'executionRole', before: now.executionRoleArn, role: then.executionRoleArn },
  ] as const;
  return roles.filter(({ before, role }) => before !== role).map(({ name, role }) => ({ name, role }));
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
