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
  'DeregisterScalableTargetRequest.ResourceId': resourceId,
  'DeregisterScalableTargetRequest.ScalableDimension': { enum: 'ScalableDimension' },
  'DeregisterScalableTargetRequest.ServiceNamespace': { enum: 'ServiceNamespace' },
  'DescribeScalableTargetsRequest.NextToken': { pattern: text },
  'DescribeScalableTargetsRequest.ResourceIds': { max: 50 },
  'DescribeScalableTargetsRequest.ResourceIds[]': resourceId,
  'DescribeScalableTargetsRequest.ScalableDimension': { enum: 'ScalableDimension' },
  'DescribeScalableTargetsRequest.ServiceNamespace': { enum: 'ServiceNamespace' },
  'ListTagsForResourceRequest.ResourceARN': arn,
  'RegisterScalableTargetRequest.ResourceId': resourceId,
  'RegisterScalableTargetRequest.RoleARN': resourceId,
  'RegisterScalableTargetRequest.ScalableDimension': { enum: 'ScalableDimension' },
  'RegisterScalableTargetRequest.ServiceNamespace': { enum: 'ServiceNamespace' },
  'RegisterScalableTargetRequest.Tags{key}': { min: 1, max: 128 },
  'RegisterScalableTargetRequest.Tags{}': { min: 0, max: 256 },
  'TagResourceRequest.ResourceARN': arn,
  'TagResourceRequest.Tags{key}': { min: 1, max: 128 },
  'TagResourceRequest.Tags{}': { min: 0, max: 256 },
  'UntagResourceRequest.ResourceARN': arn,
  'UntagResourceRequest.TagKeys': { min: 0, max: 200 },
  'UntagResourceRequest.TagKeys[]': { min: 1, max: 128 },
} satisfies Constraints;

/** Requests of Application Auto Scaling. */
export const autoscalingModel: RequestModel = {
  sdk: autoscaling,
  constraints,
  refuse: validationError('ValidationException'),
};
