import type { AwsService } from '../aws/protocols.ts';
import { byModel } from '../aws/request-model.ts';
import type { Clock } from '../clock.ts';
import {
  deregisterScalableTarget,
  describeScalableTargets,
  listTagsForResource,
  registerScalableTarget,
  tagResource,
  untagResource,
} from './actions.ts';
import { autoscalingModel } from './request-model.ts';
import type { DesiredCounts, ScalingWorld } from './scalable-targets.ts';

interface AutoscalingOptions {
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

/** The scalable targets that the local world starts with; Express mode has registered that of its own service. */
const seeds = [
  { service: 'media/encoder', MinCapacity: 2, MaxCapacity: 6 },
  { service: 'media/site', MinCapacity: 1, MaxCapacity: 4 },
];

/** Registers the targets of the seeded services, which must be there. */
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
