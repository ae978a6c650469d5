import { isDeepStrictEqual } from 'node:util';
import { readMovedTags } from '../../aws/ecs/moved-tags.ts';
import { forceNewDeployment, isDeploying, type Service } from '../../aws/ecs/services.ts';
import type { RestartChange } from '../change.ts';
import { deploymentAfter, type Effect } from '../effects.ts';
import { begunSince } from './begun-since.ts';
import {
  type ChangeKind,
  type Clients,
  keptHealthy,
  primaryOf,
  readTarget,
  replacingEffect,
} from './kind.ts';

/** Stale when another deployment has begun, a tag means another image than the card said, or the service is gone or being deleted. */
export const restartKind: ChangeKind<RestartChange> = {
  async inspect(clients, change, recent) {
    const { target, before, movedTags } = change;
    const { service, tags } = await readTarget(clients.ecs, target);
    if (service?.status !== 'ACTIVE') return { stale: true, current: change, tags, effect: {} };
    const current = await restartChange(service, clients, recent);
    return {
      stale:
        current.before.deploymentId !== before.deploymentId ||
        !isDeepStrictEqual(current.movedTags, movedTags),
      current,
      tags,
      effect: replacingEffect(current),
    };
  },
  async apply({ ecsOnce }, { target }) {
    const { requestId, deploymentId } = await forceNewDeployment(ecsOnce, target);
    return { requestId, ...(deploymentId !== undefined && { made: deploymentId }) };
  },
  findMade({ ecs }, change, decidedAt) {
    const isOurs = (taskDefinition: string) => taskDefinition === change.before.taskDefinition;
    return begunSince(ecs, change, isOurs, decidedAt);
  },
};

/** The restart of a service as it is now: at most 2 requests to ECS, and one to ECR for each of its images. */
export async function restartChange(
  service: Service,
  { ecs, ecr }: Pick<Clients, 'ecs' | 'ecr'>,
  recent: readonly Effect[],
): Promise<RestartChange> {
  const { cluster, name, desiredCount, runningCount } = service;
  const primary = primaryOf(service);
  const [kept, movedTags] = await Promise.all([keptHealthy(ecs, service), readMovedTags(ecs, ecr, service)]);
  return {
    type: 'restart',
    target: { cluster, service: name },
    before: {
      desiredCount,
      runningCount,
      deploymentId: deploymentAfter(primary?.id ?? '', recent),
      taskDefinition: primary?.taskDefinition ?? service.taskDefinition,
      isDeploying: isDeploying(service),
    },
    ...kept,
    movedTags,
  };
}
