import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { Attempt } from '../doctor/attempt.ts';

/** The right to read scalable targets tried on a service that does not exist: none is found. */
export function autoscalingAttempts(autoscaling: ApplicationAutoScalingClient, nobody: string): Attempt[] {
  const ResourceIds = [`service/${nobody}/${nobody}`];
  return [
    {
      action: 'application-autoscaling:DescribeScalableTargets',
      run: () =>
        autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds })),
    },
  ];
}
