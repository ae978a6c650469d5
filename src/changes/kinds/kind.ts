import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient, TaskDefinition } from '@aws-sdk/client-ecs';
import type { AccessEffect } from '../../access/targets.ts';
import { readClusterTags } from '../../aws/ecs/clusters.ts';
import { type Deployment, describeServices, type Service } from '../../aws/ecs/services.ts';
import { definitionChanges } from '../../aws/ecs/task-definitions.ts';
import { type Task, wantedTasks } from '../../aws/ecs/tasks.ts';
import type { HookEnd } from '../card.ts';
import type { Change, RollbackChange } from '../change.ts';
import type { Effect } from '../effects.ts';

/** A change's target in its current state. */
export interface Inspection {
  /** The target is no longer as the card showed it. */
  readonly stale: boolean;
  /** The change, with the current state of its target as a card shows it. */
  readonly current: Change;
  /** ECS tags of the target and its cluster, the stricter value of the two. */
  readonly tags: Readonly<Record<string, string>>;
  /** The effect of the change, for the limits of a grant. */
  readonly effect: AccessEffect;
  /** It can't be made any more: what became of the hook that it would answer. */
  readonly over?: HookEnd;
}

/** The AWS clients that changes are made with. */
export interface Clients {
  readonly ecs: ECSClient;
  /** For requests that do their work again when they are repeated: it sends each once, and never retries. */
  readonly ecsOnce: ECSClient;
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly ecr: ECRClient;
}

interface Applied {
  /** AWS's id of the request; absent where nothing was left to do. */
  readonly requestId: string | undefined;
  /** The name of what was created, where only AWS knows it: `hello-world:4`. */
  readonly made?: string;
}

/** The deployment that an earlier try began, `ecs-svc/…`. */
interface BegunEarlier {
  readonly made: string;
}

/**
 * What became of an earlier try: it was made, where it began a deployment with its id; something else has changed the target since, so that nobody can tell; or nothing is known of it, and the
 * change can be made; or, with what became of its hook, that it was certainly not made.
 */
export type Stands = 'made' | BegunEarlier | 'overtaken' | 'nothing known' | HookEnd;

/** How one kind of change is inspected and applied. */
export interface ChangeKind<Kind extends Change> {
  /** `recent`: what the bot did to the target within the last minute; ECS may not show it yet. */
  inspect(clients: Clients, change: Kind, recent: readonly Effect[]): Promise<Inspection>;
  /**
   * What has to be there before `apply`, which gets the change as it is then: a revision that is registered. It changes nothing of the target. `resumed`
   * when an earlier try may have made it: then it is looked for first.
   */
  prepare?(
    clients: Clients,
    change: Kind,
    resumed: boolean,
  ): Promise<{ readonly change: Kind; readonly made?: string }>;
  /** Applies it. Throws the SDK's error, or NotYet. */
  apply(clients: Clients, change: Kind, askedBy: string): Promise<Applied>;
  /**
   * For an effect that is not absolute: what ECS shows of an earlier try that was decided at `decidedAt` (ISO). It is asked before anything is sent
   * again, and not before ECS's reads have caught up. `now` in epoch milliseconds.
   */
  findMade?(clients: Clients, change: Kind, decidedAt: string, now: number): Promise<Stands>;
}

type Tags = Readonly<Record<string, string>>;

/** A service as it is now, and the tags that narrow what may be done to it. */
export async function readTarget(
  ecs: ECSClient,
  { cluster, service: name }: { readonly cluster: string; readonly service: string },
): Promise<{ readonly service: Service | undefined; readonly tags: Tags }> {
  const [[service], clusterTags] = await Promise.all([
    describeServices(ecs, cluster, [name], ['TAGS']),
    readClusterTags(ecs, cluster),
  ]);
  return { service, tags: narrowingTags(clusterTags, service?.tags ?? {}) };
}

/**
 * The service's tags over its cluster's. For `ecs-bot:protected` and `ecs-bot:max` the stricter value wins, since tags can only narrow. A tag that
 * can't be read counts as the strictest, as in `readTags`.
 */
export function narrowingTags(cluster: Tags, service: Tags): Tags {
  const values = (key: string) =>
    [cluster, service].flatMap((tags) => (Object.hasOwn(tags, key) ? (tags[key] ?? '').trim() : []));
  const [isProtected] = values('ecs-bot:protected').filter((text) => text !== 'false');
  const caps = values('ecs-bot:max');
  const readable = (text: string) => /^\d{1,6}$/.test(text);
  const cap = caps.find((text) => !readable(text)) ?? caps.sort((a, b) => Number(a) - Number(b))[0];
  return {
    ...cluster,
    ...service,
    ...(isProtected !== undefined && { 'ecs-bot:protected': isProtected }),
    ...(cap !== undefined && { 'ecs-bot:max': cap }),
  };
}

/**
 * Tasks that serve: running, and not known to be unhealthy. UNKNOWN is also the status of a task without any health check; but if another task of the
 * same task definition has a result, an UNKNOWN task is one whose own check has none.
 */
export function healthyTasks(tasks: readonly Task[]): readonly Task[] {
  const checked = new Set(
    tasks.flatMap(({ health, taskDefinition }) => (health === 'UNKNOWN' ? [] : [taskDefinition])),
  );
  return tasks.filter(
    ({ lastStatus, health, taskDefinition }) =>
      lastStatus === 'RUNNING' &&
      (health === 'HEALTHY' || (health === 'UNKNOWN' && !checked.has(taskDefinition))),
  );
}

/**
 * How many healthy tasks are left in the worst case when ECS scales a service down to a count. `unseen` tasks are starting and not listed yet. ECS
 * documents that it considers the zones when it chooses which tasks to stop, and says nothing about health (UpdateService,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html): it may stop healthy tasks and keep unhealthy or starting ones.
 */
export function healthyLeft(tasks: readonly Task[], count: number, unseen = 0): number {
  const stops = Math.max(0, tasks.length + unseen - count);
  return Math.max(0, Math.min(count, healthyTasks(tasks).length - stops));
}

/** The deployment that the service should be. */
export function primaryOf({ deployments }: Pick<Service, 'deployments'>): Deployment | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}

/** A service's healthy tasks, and how many of them ECS keeps while it replaces all tasks. */
interface Kept {
  readonly healthy: number;
  readonly keeps: number;
}

/** What replacing all tasks of a service leaves healthy: ECS rounds the lower limit up (UpdateService, `minimumHealthyPercent`). */
export async function keptHealthy(
  ecs: ECSClient,
  { cluster, name, desiredCount, minimumHealthyPercent }: Service,
): Promise<Kept> {
  const healthy = healthyTasks(await wantedTasks(ecs, cluster, name)).length;
  return { healthy, keeps: Math.min(healthy, Math.ceil((desiredCount * minimumHealthyPercent) / 100)) };
}

/** For the limits of a grant: a service of which ECS keeps every healthy task loses none, however few those are. */
export function replacingEffect({ healthy, keeps }: Kept): AccessEffect {
  return keeps < healthy ? { leaves: keeps } : {};
}

/** How many differences between two revisions a card holds; the rest is a `task-definition --diff` away. */
const mostDifferences = 8;

/** The differences between two revisions for a card, and how many more there are. */
export function shownDifferences(
  now: TaskDefinition,
  then: TaskDefinition,
): Pick<RollbackChange, 'differences' | 'moreDifferences'> {
  const all = definitionChanges(now, then);
  const more = all.length - mostDifferences;
  return { differences: all.slice(0, mostDifferences), ...(more > 0 && { moreDifferences: more }) };
}
