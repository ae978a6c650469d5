import type { AwsService } from '../aws/aws-service.ts';
import { byModel } from '../aws/request-model.ts';
import type { Clock } from '../clock.ts';
import { deregisterScalableTarget } from './actions/deregister-scalable-target.ts';
import { describeScalableTargets } from './actions/describe-scalable-targets.ts';
import { registerScalableTarget } from './actions/register-scalable-target.ts';
import { listTagsForResource, tagResource, untagResource } from './actions/tags.ts';
import { autoscalingModel } from './request-model.ts';
import type { DesiredCounts, ScalingWorld } from './scaling-world.ts';

export interface AutoscalingOptions {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  readonly counts: DesiredCounts;
}

/**
 * Application Auto Scaling as far as bounds go: targets are registered, and counts outside are moved in. There are no
 * policies and no scheduled actions, so nothing here scales by itself; a suspended state is kept and shown, no more.
 */
export function createAutoscaling({ clock, ...place }: AutoscalingOptions): AwsService {
  const world: ScalingWorld = { ...place, now: () => clock.now(), targets: new Map() };
  return {
    name: 'application-autoscaling',
    targetPrefix: 'AnyScaleFrontendService',
    jsonVersion: '1.1',
    actions: byModel(autoscalingModel, {
      DeregisterScalableTarget: (input) => deregisterScalableTarget(world, input),
      DescribeScalableTargets: (input) => describeScalableTargets(world, input),
      ListTagsForResource: (input) => listTagsForResource(world, input),
      RegisterScalableTarget: (input) => registerScalableTarget(world, input),
      TagResource: (input) => tagResource(world, input),
      UntagResource: (input) => untagResource(world, input),
    }),
  };
}
