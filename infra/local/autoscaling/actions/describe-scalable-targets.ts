import type { DescribeScalableTargetsRequest } from '@aws-sdk/client-application-auto-scaling';
import { ServiceError } from '../../aws/service-error.ts';
import { liveTarget } from '../live-target.ts';
import type { ScalableTarget } from '../scalable-target.ts';
import type { ScalingWorld } from '../scaling-world.ts';
import { validationError } from '../validation-error.ts';

/** `aws application-autoscaling describe-scalable-targets --service-namespace ecs [--resource-ids …]`, 50 a page. */
export function describeScalableTargets(world: ScalingWorld, asked: DescribeScalableTargetsRequest) {
  const { ServiceNamespace, ResourceIds, ScalableDimension, MaxResults = 50 } = asked;
  if (MaxResults < 1 || MaxResults > 50) throw validationError('MaxResults must be between 1 and 50.');
  if (ScalableDimension !== undefined && ResourceIds === undefined) {
    throw validationError('If you specify a scalable dimension, you must also specify a resource ID.');
  }
  const isOurs =
    ServiceNamespace === 'ecs' &&
    (ScalableDimension ?? 'ecs:service:DesiredCount') === 'ecs:service:DesiredCount';
  const all = isOurs ? [...world.targets.keys()].flatMap((id) => liveTarget(world, id) ?? []) : [];
  const found = all.filter(({ resourceId }) => ResourceIds?.includes(resourceId) ?? true);
  const start = asked.NextToken === undefined ? 0 : readToken(asked.NextToken, found);
  const page = found.slice(start, start + MaxResults);
  return {
    ScalableTargets: page.map(describe),
    ...(start + page.length < found.length && { NextToken: token(page.at(-1)?.resourceId ?? '') }),
  };
}

function describe(target: ScalableTarget) {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: target.resourceId,
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: target.minCapacity,
    MaxCapacity: target.maxCapacity,
    RoleARN: target.roleArn,
    CreationTime: new Date(target.createdAt),
    SuspendedState: target.suspended,
    ScalableTargetARN: target.arn,
  };
}

/** Names the last target of a page, so that none is skipped when another goes. */
function token(resourceId: string): string {
  return Buffer.from(resourceId).toString('base64url');
}

function readToken(text: string, found: readonly ScalableTarget[]): number {
  const place = found.findIndex(({ resourceId }) => token(resourceId) === text);
  if (place === -1)
    throw new ServiceError('InvalidNextTokenException', 'The next token supplied was invalid.');
  return place + 1;
}
