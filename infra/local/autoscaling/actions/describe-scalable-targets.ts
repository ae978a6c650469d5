import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import { liveTarget } from '../live-target.ts';
import type { ScalableTarget } from '../scalable-target.ts';
import type { ScalingWorld } from '../scaling-world.ts';
import { validationError } from '../validation-error.ts';

const request = z.object({
  ServiceNamespace: z.string(),
  ResourceIds: z.array(z.string().min(1).max(1600)).max(50).optional(),
  ScalableDimension: z.string().optional(),
  MaxResults: z.number().int().min(1).max(50).default(50),
  NextToken: z.string().optional(),
});

/** `aws application-autoscaling describe-scalable-targets --service-namespace ecs [--resource-ids …]`, 50 a page. */
export function describeScalableTargets(world: ScalingWorld, input: Record<string, unknown>) {
  const asked = parseInput(request, input, 'ValidationException');
  const { ServiceNamespace, ResourceIds, ScalableDimension, MaxResults } = asked;
  if (!namespaces.includes(ServiceNamespace)) {
    throw validationError(
      `1 validation error detected: Value '${ServiceNamespace}' at 'serviceNamespace' failed to satisfy constraint: Member must satisfy enum value set: [${namespaces.join(', ')}]`,
    );
  }
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

/** Of the services that scale by it; only `ecs` is anything here. */
const namespaces = [
  ...[
    'cassandra',
    'dynamodb',
    'ecs',
    'comprehend',
    'lambda',
    'kafka',
    'ec2',
    'appstream',
    'sagemaker',
    'rds',
  ],
  ...['custom-resource', 'elasticmapreduce', 'elasticache', 'neptune', 'workspaces'],
];

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
