import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import { takePage } from '../aws/paging.ts';
import type { AwsService } from '../aws/protocols.ts';
import { type Actions, byModel, type Constraints, type RequestModel } from '../aws/request-model.ts';
import { ServiceError, validationError } from '../aws/wire.ts';
import {
  invalid,
  liveTarget,
  mergeTags,
  readResource,
  type ScalableTarget,
  type ScalingWorld,
  targetArn,
} from './scalable-targets.ts';

/**
 * Application Auto Scaling's bounds: targets are registered, and counts outside are moved into them. There are no policies or scheduled actions, so
 * nothing here scales by itself; a suspended state is only stored and shown.
 */
export function createAutoscaling(options: Omit<ScalingWorld, 'targets'>): AwsService {
  const world: ScalingWorld = { ...options, targets: new Map() };
  return {
    name: 'application-autoscaling',
    targetPrefix: 'AnyScaleFrontendService',
    actions: byModel(autoscalingModel, actions, () => world),
  };
}

/** The scalable targets that the local world starts with; the Express service's is the one that Express mode registered. */
const seeds = [
  { service: 'media/encoder', MinCapacity: 2, MaxCapacity: 6 },
  { service: 'media/site', MinCapacity: 1, MaxCapacity: 4 },
];

/** Registers the targets of the seeded services, which must exist. */
export function seedAutoscaling({ actions }: AwsService): void {
  for (const { service, ...bounds } of seeds) {
    actions.RegisterScalableTarget?.({
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: `service/${service}`,
      ...bounds,
    });
  }
}

/** All characters except control characters. */
const text = '[\\u0020-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}\\r\\n\\t]*';
const resourceId = { min: 1, max: 1600, pattern: text };
const arn = {
  min: 1,
  max: 1011,
  pattern: 'arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\\/[a-zA-Z0-9-]+',
};

/** Constraints from the API's model for the actions supported here (as of 2026-07). */
const constraints = {
  ResourceId: resourceId,
  ScalableDimension: { enum: 'ScalableDimension' },
  ServiceNamespace: { enum: 'ServiceNamespace' },
  'DescribeScalableTargetsRequest.NextToken': { pattern: text },
  'DescribeScalableTargetsRequest.ResourceIds': { max: 50 },
  'DescribeScalableTargetsRequest.ResourceIds[]': resourceId,
  ResourceARN: arn,
  'RegisterScalableTargetRequest.RoleARN': resourceId,
  'Tags{key}': { min: 1, max: 128 },
  'Tags{}': { min: 0, max: 256 },
  'TagResourceRequest.Tags{}': { min: 0, max: 256 },
  'UntagResourceRequest.TagKeys': { min: 0, max: 200 },
  'UntagResourceRequest.TagKeys[]': { min: 1, max: 128 },
} satisfies Constraints;

export const autoscalingModel: RequestModel = {
  sdk: autoscaling,
  constraints,
  refuse: validationError('ValidationException'),
};

const actions = {
  /** `aws application-autoscaling deregister-scalable-target …`: the service keeps its desired count. */
  DeregisterScalableTarget(world, input) {
    const { resourceId } = readResource(input);
    if (liveTarget(world, resourceId) === undefined) {
      throw new ServiceError(
        'ObjectNotFoundException',
        `No scalable target found for service namespace: ${input.ServiceNamespace}, resource ID: ${resourceId}, scalable dimension: ${input.ScalableDimension}`,
      );
    }
    world.targets.delete(resourceId);
    return {};
  },

  /** `aws application-autoscaling describe-scalable-targets --service-namespace ecs [--resource-ids …]`, 50 a page. */
  DescribeScalableTargets(world, asked) {
    const { ServiceNamespace, ResourceIds, ScalableDimension, MaxResults = 50 } = asked;
    if (MaxResults < 1 || MaxResults > 50) throw invalid('MaxResults must be between 1 and 50.');
    if (ScalableDimension !== undefined && ResourceIds === undefined) {
      throw invalid('If you specify a scalable dimension, you must also specify a resource ID.');
    }
    const isOurs =
      ServiceNamespace === 'ecs' &&
      (ScalableDimension ?? 'ecs:service:DesiredCount') === 'ecs:service:DesiredCount';
    const all = isOurs ? [...world.targets.keys()].flatMap((id) => liveTarget(world, id) ?? []) : [];
    const found = all.filter(({ resourceId }) => ResourceIds?.includes(resourceId) ?? true);
    const page = takePage({
      asked: ['DescribeScalableTargets', ServiceNamespace, ResourceIds, ScalableDimension],
      size: MaxResults,
      token: asked.NextToken,
      items: found,
      keyOf: ({ resourceId }) => resourceId,
      refuse: () => new ServiceError('InvalidNextTokenException', 'The next token supplied was invalid.'),
    });
    return { ScalableTargets: page.items.map(describe), NextToken: page.token };
  },

  /**
   * `aws application-autoscaling register-scalable-target …`: creates a target, or changes what the request sets. Either way it moves the service's
   * desired count into the bounds at once, even when the call sets none.
   */
  RegisterScalableTarget(world, asked) {
    const { resourceId, cluster, service } = readResource(asked);
    const tags = mergeTags({}, asked.Tags);
    for (const bound of ['MinCapacity', 'MaxCapacity'] as const) {
      if ((asked[bound] ?? 0) < 0) throw invalid(`${bound} cannot be negative.`);
    }
    const desired = world.counts.read(cluster, service);
    if (desired === undefined) throw invalid(`ECS service doesn't exist: ${resourceId}`);

    const existing = liveTarget(world, resourceId);
    const minCapacity = asked.MinCapacity ?? existing?.minCapacity;
    const maxCapacity = asked.MaxCapacity ?? existing?.maxCapacity;
    if (minCapacity === undefined || maxCapacity === undefined) {
      throw invalid('Both MinCapacity and MaxCapacity are required to register a new scalable target.');
    }
    if (minCapacity > maxCapacity) {
      throw invalid('Maximum capacity cannot be less than minimum capacity');
    }
    if (existing !== undefined && asked.Tags !== undefined) {
      throw invalid(
        'Tags can only be specified when a scalable target is registered. Use TagResource to change them.',
      );
    }
    const target = existing ?? { ...newTarget(world, resourceId), tags };
    target.minCapacity = minCapacity;
    target.maxCapacity = maxCapacity;
    // What the request omits stays as it is.
    target.suspended = Object.assign({ ...target.suspended }, asked.SuspendedState);
    world.targets.set(target.resourceId, target);
    const clamped = Math.min(Math.max(desired, minCapacity), maxCapacity);
    if (clamped !== desired) world.counts.write(cluster, service, clamped);
    return { ScalableTargetARN: target.arn };
  },

  /** `aws application-autoscaling list-tags-for-resource --resource-arn …` */
  ListTagsForResource(world, { ResourceARN }) {
    return { Tags: findByArn(world, ResourceARN).tags };
  },

  /** `aws application-autoscaling tag-resource --resource-arn … --tags …` */
  TagResource(world, { ResourceARN, Tags }) {
    const target = findByArn(world, ResourceARN);
    target.tags = mergeTags(target.tags, Tags);
    return {};
  },

  /** `aws application-autoscaling untag-resource --resource-arn … --tag-keys …`: unknown keys are ignored. */
  UntagResource(world, { ResourceARN, TagKeys = [] }) {
    const target = findByArn(world, ResourceARN);
    target.tags = Object.fromEntries(Object.entries(target.tags).filter(([key]) => !TagKeys.includes(key)));
    return {};
  },
} satisfies Actions<typeof autoscaling, ScalingWorld>;

function describe(target: ScalableTarget) {
  return {
    ServiceNamespace: 'ecs' as const,
    ResourceId: target.resourceId,
    ScalableDimension: 'ecs:service:DesiredCount' as const,
    MinCapacity: target.minCapacity,
    MaxCapacity: target.maxCapacity,
    RoleARN: target.roleArn,
    CreationTime: new Date(target.createdAt),
    SuspendedState: target.suspended,
    ScalableTargetARN: target.arn,
  };
}

/** Its role is always the service-linked one: ECS accepts no other. */
function newTarget(world: ScalingWorld, resourceId: string): ScalableTarget {
  return {
    arn: targetArn(world, resourceId),
    resourceId,
    roleArn: `arn:aws:iam::${world.accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    createdAt: world.clock.now(),
    tags: {},
    minCapacity: 0,
    maxCapacity: 0,
    suspended: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
  };
}

function findByArn(world: ScalingWorld, arn = ''): ScalableTarget {
  const target = [...world.targets.keys()]
    .flatMap((id) => liveTarget(world, id) ?? [])
    .find((one) => one.arn === arn);
  if (target !== undefined) return target;
  const message = `The specified resource doesn't exist. Resource ARN: ${arn}`;
  throw new ServiceError('ResourceNotFoundException', message, 400, { ResourceName: arn });
}
