import { createHash } from 'node:crypto';
import { type AwsPlace, ServiceError } from '../aws/wire.ts';

/** A scalable target: the one dimension that the local world has is a service's desired count. */
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

/** The desired counts of a region's services, as the ECS behind it keeps them. */
export interface DesiredCounts {
  /** Undefined where there is no such service, or none that is ACTIVE. */
  read(cluster: string, service: string): number | undefined;
  /** Sets it as auto scaling does: no deployment, and EventBridge hears of it, as it does not of a person's change. */
  write(cluster: string, service: string, desiredCount: number): void;
}

/** Everything that an action works with. */
export interface ScalingWorld extends AwsPlace {
  readonly counts: DesiredCounts;
  /** By resource id, in order of registration. */
  readonly targets: Map<string, ScalableTarget>;
}

/** The target of that id; one whose service was deleted went with it. */
export function liveTarget(world: ScalingWorld, resourceId: string): ScalableTarget | undefined {
  const [, cluster = '', service = ''] = resourceId.split('/');
  if (world.counts.read(cluster, service) === undefined) world.targets.delete(resourceId);
  return world.targets.get(resourceId);
}

/** Tags with others added. TooManyTagsException above 50, and none of AWS's own. */
export function mergeTags(
  tags: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const merged = { ...tags, ...added };
  if (Object.keys(merged).some((key) => /^aws:/i.test(key))) {
    throw validationError('Tag keys can not begin with aws:, which is reserved for AWS use.');
  }
  if (Object.keys(merged).length > 50) {
    throw new ServiceError('TooManyTagsException', 'A scalable target can have at most 50 tags.');
  }
  return merged;
}

/** Application Auto Scaling's ValidationException. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** Refuses what no ECS service can be: another namespace or dimension, an id of another form. Answers its parts. */
export function readResource(asked: {
  readonly ServiceNamespace: string | undefined;
  readonly ResourceId: string | undefined;
  readonly ScalableDimension: string | undefined;
}): { resourceId: string; cluster: string; service: string } {
  const { ServiceNamespace, ResourceId: resourceId = '', ScalableDimension } = asked;
  const [type, cluster = '', service = '', ...rest] = resourceId.split('/');
  const isService = type === 'service' && cluster !== '' && service !== '' && rest.length === 0;
  if (ServiceNamespace !== 'ecs' || ScalableDimension !== 'ecs:service:DesiredCount' || !isService) {
    throw validationError('Unsupported service namespace, resource type or scalable dimension');
  }
  return { resourceId, cluster, service };
}

/** The ARN of a scalable target: its id says nothing of the service, and is the same when it is registered again. */
export function targetArn({ region, accountId }: ScalingWorld, resourceId: string): string {
  const id = createHash('sha256').update(resourceId).digest('hex').slice(0, 36);
  return `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/${id}`;
}
