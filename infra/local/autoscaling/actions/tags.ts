import type {
  ListTagsForResourceRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { ServiceError } from '../../aws/service-error.ts';
import { liveTarget } from '../live-target.ts';
import { mergeTags } from '../merge-tags.ts';
import type { ScalableTarget } from '../scalable-target.ts';
import type { ScalingWorld } from '../scaling-world.ts';

/** `aws application-autoscaling list-tags-for-resource --resource-arn …` */
export function listTagsForResource(world: ScalingWorld, { ResourceARN }: ListTagsForResourceRequest) {
  return { Tags: findByArn(world, ResourceARN).tags };
}

/** `aws application-autoscaling tag-resource --resource-arn … --tags …` */
export function tagResource(world: ScalingWorld, { ResourceARN, Tags }: TagResourceRequest) {
  const target = findByArn(world, ResourceARN);
  target.tags = mergeTags(target.tags, Tags);
  return {};
}

/** `aws application-autoscaling untag-resource --resource-arn … --tag-keys …`: a key that is not there is no error. */
export function untagResource(world: ScalingWorld, { ResourceARN, TagKeys = [] }: UntagResourceRequest) {
  const target = findByArn(world, ResourceARN);
  target.tags = Object.fromEntries(Object.entries(target.tags).filter(([key]) => !TagKeys.includes(key)));
  return {};
}

function findByArn(world: ScalingWorld, arn = ''): ScalableTarget {
  const target = [...world.targets.keys()]
    .flatMap((id) => liveTarget(world, id) ?? [])
    .find((one) => one.arn === arn);
  if (target !== undefined) return target;
  const message = `The specified resource doesn't exist. Resource ARN: ${arn}`;
  throw new ServiceError('ResourceNotFoundException', message, 400, { ResourceName: arn });
}
