import type { ServiceDeployment as SdkServiceDeployment } from '@aws-sdk/client-ecs';

const place = 'arn:aws:ecs:us-east-1:123456789012';
const revision = (id: string) => `${place}:service-revision/shop/web/${id}`;

/** `shop/web` as a canary that waits at a pause hook before its second step, as DescribeServiceDeployments answers. */
export function sdkCanary(values: Partial<SdkServiceDeployment> = {}): SdkServiceDeployment {
  const tasks = { requestedTaskCount: 3, runningTaskCount: 3, pendingTaskCount: 0 };
  return {
    serviceDeploymentArn: `${place}:service-deployment/shop/web/NCWGC2ZR-taawPAYrIaU5`,
    serviceArn: `${place}:service/shop/web`,
    clusterArn: `${place}:cluster/shop`,
    createdAt: new Date('2026-11-23T11:30:00Z'),
    startedAt: new Date('2026-11-23T11:30:05Z'),
    updatedAt: new Date('2026-11-23T11:50:00Z'),
    sourceServiceRevisions: [{ arn: revision('1111'), ...tasks, requestedProductionTrafficWeight: 90 }],
    targetServiceRevision: { arn: revision('2222'), ...tasks, requestedProductionTrafficWeight: 10 },
    status: 'IN_PROGRESS',
    // ECS's guide has this stage; the SDK's model only for hooks.
    lifecycleStage: 'PRE_PRODUCTION_TRAFFIC_SHIFT' as 'PRODUCTION_TRAFFIC_SHIFT',
    lifecycleHookDetails: [
      {
        hookId: 'hook-1',
        targetType: 'AWS_LAMBDA',
        targetArn: 'arn:aws:lambda:us-east-1:123456789012:function:smoke-test',
        status: 'SUCCEEDED',
      },
      {
        hookId: 'hook-2',
        targetType: 'PAUSE',
        status: 'AWAITING_ACTION',
        expiresAt: new Date('2026-11-23T13:50:00Z'),
        timeoutAction: 'ROLLBACK',
      },
    ],
    deploymentConfiguration: {
      strategy: 'CANARY',
      bakeTimeInMinutes: 15,
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 10 },
      lifecycleHooks: [
        {
          targetType: 'PAUSE',
          lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'],
          timeoutConfiguration: { timeoutInMinutes: 120 },
        },
        {
          targetType: 'AWS_LAMBDA',
          hookTargetArn: 'arn:aws:lambda:us-east-1:123456789012:function:smoke-test',
          lifecycleStages: ['POST_SCALE_UP'],
        },
      ],
      alarms: { alarmNames: ['web-5xx'], enable: true, rollback: true },
    },
    alarms: { status: 'MONITORING', alarmNames: ['web-5xx'], triggeredAlarmNames: [] },
    deploymentCircuitBreaker: { status: 'DISABLED' },
    ...values,
  };
}
