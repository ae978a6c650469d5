import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { AccessEffect } from '../../access/targets.ts';
import type { Task } from '../../aws/ecs/tasks.ts';
import type { Change } from '../change.ts';
import type { Effect } from '../effects.ts';

/** A change's target as it stands now. */
export interface Inspection {
  /** It is no longer as the card showed it. */
  readonly stale: boolean;
  /** The change with what a card shows of its target now. */
  readonly current: Change;
  /** ECS tags of the target and its cluster, the strictest of both. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the change would come to, for the limits of a grant. */
  readonly effect: AccessEffect;
}

/** The AWS clients that changes are made with. */
export interface Clients {
  readonly ecs: ECSClient;
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly ecr: ECRClient;
}

/** What became of it. */
interface Applied {
  /** AWS's id of the request; absent where nothing was left to ask. */
  readonly requestId: string | undefined;
  /** What was made, where only AWS knows its name: `hello-world:4`. */
  readonly made?: string;
}

/** How one kind of change is looked at and made. */
export interface ChangeKind<Kind extends Change> {
  /** `recent`: what the bot did to the target within the last minute; ECS may not show it yet. */
  inspect(clients: Clients, change: Kind, recent: readonly Effect[]): Promise<Inspection>;
  /**
   * Makes it: absolute, so twice is as good as once. Throws the SDK's error, or NotYet.
   */
  apply(clients: Clients, change: Kind, askedBy: string): Promise<Applied>;
}

type Tags = Readonly<Record<string, string>>;

/**
 * The service's tags over its cluster's; of `ecs-bot:protected` and `ecs-bot:max` the stricter, for tags can only narrow. What
 * can't be read is the strictest, as `readTags` has it.
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
 * Those that serve: up, and not known to be ill. UNKNOWN is also said of a task without any health check; beside one of the same task
 * definition whose check has answered, it is a task whose own has not.
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
 * How many healthy tasks are left at the worst when ECS takes a service down to a count. `unseen` ones are starting and not listed yet. ECS
 * documents that it minds the zones when it chooses which to stop, and nothing of health (UpdateService,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html): healthy ones may go, and ill or starting ones stay.
 */
export function healthyLeft(tasks: readonly Task[], count: number, unseen = 0): number {
  const stops = Math.max(0, tasks.length + unseen - count);
  return Math.max(0, Math.min(count, healthyTasks(tasks).length - stops));
}
