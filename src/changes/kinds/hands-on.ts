import type { ECSClient } from '@aws-sdk/client-ecs';
import { createRepository, hasRepository } from '../../aws/ecr.ts';
import { describeClusters, readClusterTags } from '../../aws/ecs/clusters.ts';
import {
  createCluster,
  createService,
  deleteCluster,
  deleteService,
  type HandsOn,
  isFirstCluster,
  isRegisteredAs,
  registerTaskDefinition,
} from '../../aws/ecs/provision.ts';
import { describeServices, type Service } from '../../aws/ecs/services.ts';
import { readRevision } from '../../aws/ecs/task-definitions.ts';
import { NotYet } from '../card.ts';
import type {
  CreateClusterChange,
  CreateRepositoryChange,
  CreateServiceChange,
  DeleteClusterChange,
  DeleteServiceChange,
  RegisterTaskDefinitionChange,
  ResourceChange,
} from '../change.ts';
import { type ChangeKind, narrowingTags } from './kind.ts';

/** Refused like a 4xx from AWS: retrying changes nothing. */
class NotOfHandsOn extends Error {
  readonly $metadata = { httpStatusCode: 403 };

  constructor(names: readonly string[]) {
    super(`The hands-on touches nothing but hands-on* and hello-world*, and this is ${names.join('/')}`);
    this.name = 'NotOfHandsOn';
  }
}

/** The kind, with one more check of the names right before the effect, whoever made the change: all must belong to the hands-on. */
function forHandsOn<Kind extends ResourceChange>(kind: ChangeKind<Kind>): ChangeKind<Kind> {
  return {
    inspect: kind.inspect,
    async apply(clients, change, askedBy) {
      const names = Object.values(change.target);
      if (!names.every(isHandsOnName)) throw new NotOfHandsOn(names);
      return kind.apply(clients, change, askedBy);
    },
  };
}

/** Stale when the cluster already exists. */
export const createClusterKind: ChangeKind<CreateClusterChange> = forHandsOn({
  async inspect({ ecs }, change) {
    const [[found], tags] = await readCluster(ecs, change.target.cluster);
    return { stale: found !== undefined, current: change, tags, effect: {} };
  },
  async apply({ ecs }, { target: { cluster } }) {
    try {
      return { requestId: await createCluster(ecs, cluster) };
    } catch (error) {
      if (!isFirstCluster(error)) throw error;
      const [made] = await describeClusters(ecs, [cluster]);
      if (made !== undefined) return { requestId: undefined };
      throw new NotYet('firstCluster', { cause: error });
    }
  },
});

function readCluster(ecs: ECSClient, cluster: string) {
  return Promise.all([describeClusters(ecs, [cluster]), readClusterTags(ecs, cluster)]);
}

/** Stale when the repository already exists. */
export const createRepositoryKind: ChangeKind<CreateRepositoryChange> = forHandsOn({
  inspect: async ({ ecr }, change) => ({
    stale: await hasRepository(ecr, change.target.repository),
    current: change,
    tags: {},
    effect: {},
  }),
  apply: async ({ ecr }, { target }) => ({ requestId: await createRepository(ecr, target.repository) }),
});

/** Stale when a service of this name exists, or the cluster no longer does. */
export const createServiceKind: ChangeKind<CreateServiceChange> = forHandsOn({
  async inspect({ ecs }, change) {
    const { target, after } = change;
    const [found, tags] = await Promise.all([
      readService(ecs, target),
      // A new service has only its cluster's tags.
      readClusterTags(ecs, target.cluster),
    ]);
    return { stale: found !== 'none', current: change, tags, effect: { raisedTo: after.desiredCount } };
  },
  async apply({ ecs }, change) {
    try {
      return { requestId: await createService(ecs, change) };
    } catch (error) {
      // ECS refuses a second call as "not idempotent"; a service that matches exactly was created by the first.
      if (!isNamed(error, 'InvalidParameterException')) throw error;
      const found = await readService(ecs, change.target);
      if (typeof found === 'string' || !isAsWanted(found, change)) throw error;
      return { requestId: undefined };
    }
  },
});

async function readService(
  ecs: ECSClient,
  { cluster, service }: CreateServiceChange['target'],
): Promise<Service | 'none' | 'noCluster'> {
  try {
    return (await describeServices(ecs, cluster, [service]))[0] ?? 'none';
  } catch (error) {
    if (isNamed(error, 'ClusterNotFoundException')) return 'noCluster';
    throw error;
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

function isAsWanted(found: Service, { taskDefinition, after, container }: CreateServiceChange): boolean {
  return (
    found.status === 'ACTIVE' &&
    found.taskDefinition === taskDefinition &&
    found.desiredCount === after.desiredCount &&
    found.loadBalancers.some((each) => each.container === `${container.name}:${container.port}`)
  );
}

/** Stale when the cluster is gone or no longer empty. */
export const deleteClusterKind: ChangeKind<DeleteClusterChange> = forHandsOn({
  async inspect({ ecs }, change) {
    const [[found], tags] = await readCluster(ecs, change.target.cluster);
    const isEmpty =
      found !== undefined && found.activeServices + found.runningTasks + found.pendingTasks === 0;
    return { stale: !isEmpty, current: change, tags, effect: {} };
  },
  apply: async ({ ecs }, { target }) => ({ requestId: await deleteCluster(ecs, target.cluster) }),
});

/** Stale when the service is gone, or its desired count is not the one on the card. */
export const deleteServiceKind: ChangeKind<DeleteServiceChange> = forHandsOn({
  async inspect({ ecs }, change) {
    const { target, before } = change;
    const [services, clusterTags] = await Promise.all([
      describeServices(ecs, target.cluster, [target.service], ['TAGS']),
      readClusterTags(ecs, target.cluster),
    ]);
    const service = services.find(({ status }) => status === 'ACTIVE');
    return {
      stale: service?.desiredCount !== before.desiredCount,
      current: change,
      tags: narrowingTags(clusterTags, service?.tags ?? {}),
      effect: { leaves: 0 },
    };
  },
  apply: async ({ ecs }, { target }) => ({ requestId: await deleteService(ecs, target) }),
});

/** What the deployment says about the hands-on's stack. */
interface HandsOnVariables {
  readonly AWS_REGION: string;
  readonly AWS_ENDPOINT_URL?: string;
  readonly HANDS_ON?: string;
  readonly HANDS_ON_SUBNETS?: string;
  readonly HANDS_ON_SECURITY_GROUP?: string;
  readonly HANDS_ON_TARGET_GROUP?: string;
  readonly HANDS_ON_EXECUTION_ROLE?: string;
  readonly HANDS_ON_LOG_GROUP?: string;
}

/** The hands-on's stack, from the worker's environment; undefined when the bot is deployed without it, or with only part of it. */
export function readHandsOn(variables: HandsOnVariables): HandsOn | undefined {
  const {
    HANDS_ON_SUBNETS: subnets,
    HANDS_ON_SECURITY_GROUP: securityGroup,
    HANDS_ON_TARGET_GROUP: targetGroupArn,
    HANDS_ON_EXECUTION_ROLE: executionRoleArn,
    HANDS_ON_LOG_GROUP: logGroup,
  } = variables;
  if (variables.HANDS_ON !== 'on') return undefined;
  if (!subnets || !securityGroup || !targetGroupArn || !executionRoleArn || !logGroup) return undefined;
  return {
    region: variables.AWS_REGION,
    subnets: subnets.split(','),
    ...(variables.AWS_ENDPOINT_URL && { endpoint: variables.AWS_ENDPOINT_URL }),
    securityGroup,
    targetGroupArn,
    executionRoleArn,
    logGroup,
  };
}

/** Stale when the family's newest revision has changed. */
export const registerTaskDefinitionKind: ChangeKind<RegisterTaskDefinitionChange> = forHandsOn({
  inspect: async ({ ecs }, change) => ({
    stale: (await newestRevision(ecs, change.target.family)) !== change.before.revision,
    current: change,
    tags: {},
    effect: {},
  }),
  async apply({ ecs }, { target, before, definition }) {
    // ECS creates a new revision on each call. A matching one that is newer than the card is this change's own, made before a crash.
    const newest = await newestRevision(ecs, target.family);
    for (let revision = newest; revision > before.revision; revision -= 1) {
      const name = `${target.family}:${revision}`;
      const found = await readRevision(ecs, name);
      if (found && isRegisteredAs(found, definition)) return { requestId: undefined, made: name };
    }
    return registerTaskDefinition(ecs, definition);
  },
});

async function newestRevision(ecs: ECSClient, family: string): Promise<number> {
  return (await readRevision(ecs, family))?.revision ?? 0;
}

/**
 * Whether a name belongs to the hands-on, which may touch no others: `hands-on…` or `hello-world…`. Every such name is valid in both ECS and ECR:
 * lowercase letters, digits, and single hyphens or underscores between them.
 */
export function isHandsOnName(name: string): boolean {
  return name.length <= 100 && /^(?:hands-on|hello-world)[a-z0-9]*(?:[-_][a-z0-9]+)*$/.test(name);
}
