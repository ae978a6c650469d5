import { createHash } from 'node:crypto';
import { type AwsPlace, ServiceError } from '../aws/wire.ts';

/** A scalable target. A service's desired count is the only dimension in the local world. */
export interface ScalableTarget {
  readonly arn: string;
  /** `service/<cluster>/<service>` */
  readonly resourceId: string;
  readonly roleArn: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  tags: Readonly<Record<string, string>>;
  minCapacity: number;
  maxCapacity: number;
  suspended: {
    readonly DynamicScalingInSuspended: boolean;
    readonly DynamicScalingOutSuspended: boolean;
    readonly ScheduledScalingSuspended: boolean;
  };
}

/** The desired counts of a region's services, as stored by its ECS. */
export interface DesiredCounts {
  /** Undefined if there is no such service, or it is not ACTIVE. */
  read(cluster: string, service: string): number | undefined;
  /** Sets it as auto scaling does: without a deployment, but with an event to EventBridge, which a manual change does not send. */
  write(cluster: string, service: string, desiredCount: number): void;
}

/** What every action depends on. */
export interface ScalingWorld extends AwsPlace {
  readonly counts: DesiredCounts;
  /** By resource id, in order of registration. */
  readonly targets: Map<string, ScalableTarget>;
}

/** The target with that id; a target is deleted with its service. */
export function liveTarget(world: ScalingWorld, resourceId: string): ScalableTarget | undefined {
  const [, cluster = '', service = ''] = resourceId.split('/');
  if (world.counts.read(cluster, service) === undefined) world.targets.delete(resourceId);
  return world.targets.get(resourceId);
}

/** Tags with others added. Throws TooManyTagsException above 50, and refuses AWS's own tags. */
export function mergeTags(
  tags: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const merged = { ...tags, ...added };
  if (Object.keys(merged).some((key) => /^aws:/i.test(key))) {
    throw invalid('Tag keys can not begin with aws:, which is reserved for AWS use.');
  }
  if (Object.keys(merged).length > 50) {
    throw new ServiceError('TooManyTagsException', 'A scalable target can have at most 50 tags.');
  }
  return merged;
}

/** Application Auto Scaling's ValidationException. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** Refuses what can't be an ECS service: another namespace or dimension, a malformed id. Returns the parts of the id. */
export function readResource(asked: {
  readonly ServiceNamespace: string | undefined;
  readonly ResourceId: string | undefined;
  readonly ScalableDimension: string | undefined;
}): { resourceId: string; cluster: string; service: string } {
  const { ServiceNamespace, ResourceId: resourceId = '', ScalableDimension } = asked;
  const [type, cluster = '', service = '', ...rest] = resourceId.split('/');
  const isService = type === 'service' && cluster !== '' && service !== '' && rest.length === 0;
  if (ServiceNamespace !== 'ecs' || ScalableDimension !== 'ecs:service:DesiredCount' || !isService) {
    throw invalid('Unsupported service namespace, resource type or scalable dimension');
  }
  return { resourceId, cluster, service };
}

/** The ARN of a scalable target: its id doesn't contain the service, and is the same when registered again. */
export function targetArn({ region, accountId }: ScalingWorld, resourceId: string): string {
  const id = createHash('sha256').update(resourceId).digest('hex').slice(0, 36);
  return `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/${id}`;
}
