import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import type { AwsService } from '../aws/protocols.ts';
import { byModel, type Constraints, type RequestModel } from '../aws/request-model.ts';
import { validationError } from '../aws/violations.ts';
import { actions } from './actions.ts';
import type { ScalingWorld } from './scalable-targets.ts';

/**
 * Application Auto Scaling's bounds: targets are registered, and counts outside are moved into them. There are no policies or scheduled actions, so
 * nothing here scales by itself; a suspended state is only stored and shown.
 */
export function createAutoscaling(options: Omit<ScalingWorld, 'targets'>): AwsService {
  const world: ScalingWorld = { ...options, targets: new Map() };
  return {
    name: 'application-autoscaling',
    targetPrefix: 'AnyScaleFrontendService',
    jsonVersion: '1.1',
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
