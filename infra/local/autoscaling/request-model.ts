import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import { type Constraints, type RequestModel, validationError } from '../aws/request-model.ts';

/** Everything but control characters. */
const text = '[\\u0020-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}\\r\\n\\t]*';
const resourceId = { min: 1, max: 1600, pattern: text };
const arn = {
  min: 1,
  max: 1011,
  pattern: 'arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\\/[a-zA-Z0-9-]+',
};

/** What the API's model holds of the actions served here (of 2026-07). */
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

/** Requests of Application Auto Scaling. */
export const autoscalingModel: RequestModel<typeof autoscaling> = {
  sdk: autoscaling,
  constraints,
  refuse: validationError('ValidationException'),
};
